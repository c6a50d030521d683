package io.thriftplugins.transport.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.PluginException;
import io.thriftplugins.spi.TransportConnection;
import io.thriftplugins.spi.TransportListener;
import io.thriftplugins.transport.tck.ChildJvm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes of another user, real ones, on both ends of a pipe (checklist 57). */
final class OtherUserTest {

    private static final PipeEndpoint ENDPOINT = new PipeEndpoint("user-test");

    @TempDir
    Path directory;

    private Path shared;
    private Path file;

    @BeforeEach
    void makeSharedDirectory() throws IOException {
        Children.assumeOtherUsersCanBeHad(directory);
        shared = Children.sharedDirectory(directory);
        file = shared.resolve("CoreFxPipe_" + ENDPOINT.name());
    }

    @Test
    @DisplayName("another user can't open the socket file (checklist 57)")
    void otherUserCannotDial() throws Exception {
        try (TransportListener listener = transport().listen(ENDPOINT);
                ChildJvm other = Children.startAsOther(directory, StrangerDials.class, file)) {
            assertThat(other.awaitLine("failed")).contains("Permission denied");
            assertThat(other.awaitExit()).isZero();
            assertThat(listener.endpoint()).isEqualTo(ENDPOINT);
        }
    }

    @Test
    @DisplayName("another user who got past the file's mode is hung up on, and the listener goes on (checklist 57)")
    void otherUserIsHungUpOn() throws Exception {
        try (TransportListener listener = transport().listen(ENDPOINT)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
            try (ChildJvm other = Children.startAsOther(directory, StrangerDials.class, file)) {
                other.awaitLine("connected");
                try (TransportConnection dialled = transport().connect(ENDPOINT, Duration.ofSeconds(10));
                        TransportConnection accepted = listener.accept()) {
                    dialled.write(ByteBuffer.wrap(new byte[] {42}));
                    ByteBuffer received = ByteBuffer.allocate(1);
                    assertThat(accepted.read(received)).isEqualTo(1);
                    assertThat(received.get(0))
                            .as("The first connection accepted is ours")
                            .isEqualTo((byte) 42);
                }
                other.awaitLine("end");
                assertThat(other.awaitExit()).isZero();
            }
        }
    }

    @Test
    @DisplayName("a pipe that another user listens on is not talked to (checklist 57)")
    void otherUserListens() throws Exception {
        try (ChildJvm other = Children.startAsOther(directory, StrangerListens.class, file)) {
            other.awaitLine("listening");

            assertThatThrownBy(() -> transport().connect(ENDPOINT, Duration.ofSeconds(10)))
                    .isInstanceOfSatisfying(
                            PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENDPOINT_UNAVAILABLE))
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("same user");
        }
    }

    @Test
    @DisplayName("a dead file of another user stays, though root could remove it (checklist 57, 66)")
    void othersStaleFile() throws Exception {
        try (ChildJvm other = Children.startAsOther(directory, StrangerListens.class, file)) {
            other.awaitLine("listening");
            other.process().getOutputStream().close();
            assertThat(other.awaitExit()).isZero();
        }

        assertThatThrownBy(() -> transport().listen(ENDPOINT))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("belongs to the user")
                .hasMessageContaining(file.toString());
        assertThat(file).exists();
    }

    @Test
    @DisplayName("a directory of another user is not listened in (checklist 57)")
    void othersDirectory() throws IOException {
        Files.setAttribute(shared, "unix:uid", 65534);

        assertThatThrownBy(() -> transport().listen(ENDPOINT))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining(shared + " belongs to the user")
                .hasMessageContaining("TMPDIR");
    }

    private PipeTransport transport() {
        return new PipeTransport(new PipeDirectory(shared));
    }
}
