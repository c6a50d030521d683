package io.thriftplugins.transport.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.PluginException;
import io.thriftplugins.spi.TransportListener;
import io.thriftplugins.transport.tck.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which file a pipe is, and where it may be. */
final class PipeDirectoryTest {

    private static final int LONGEST = 106;

    @TempDir
    Path directory;

    @Test
    @DisplayName("a pipe's file has the name that .NET gives it")
    void nameOfFile() throws IOException {
        try (TransportListener listener = transport(directory).listen(new PipeEndpoint("qcath-ABCDEFGHIJKL"))) {
            assertThat(directory.resolve("CoreFxPipe_qcath-ABCDEFGHIJKL")).exists();
            assertThat(listener.endpoint().toString()).isEqualTo("net.pipe://127.0.0.1/qcath-ABCDEFGHIJKL");
        }
    }

    @Test
    @DisplayName("a new endpoint is the prefix and twelve characters of A-Z and 0-9")
    void newEndpoint() {
        Endpoint endpoint = transport(directory).newEndpoint("qcatp-");

        assertThat(endpoint)
                .isInstanceOfSatisfying(
                        PipeEndpoint.class, pipe -> assertThat(pipe.name()).matches("qcatp-[A-Z0-9]{12}"));
    }

    @Test
    @DisplayName("the environment variable TMPDIR says where the files are")
    void directoryOfEnvironment() throws Exception {
        try (ChildJvm child = Children.start(directory, HoldPipe.class, "there")) {
            child.awaitLine("listening");

            assertThat(directory.resolve("CoreFxPipe_there")).exists();
            transport(directory)
                    .connect(new PipeEndpoint("there"), Duration.ofSeconds(10))
                    .close();
        }
    }

    @Test
    @DisplayName("without TMPDIR, or if it is empty, the files are in /tmp")
    void directoryWithoutEnvironment() throws Exception {
        String name = "test-" + RandomName.ofLength(12);
        for (List<String> wrapper :
                List.of(List.of("/usr/bin/env", "-u", "TMPDIR"), List.of("/usr/bin/env", "TMPDIR="))) {
            try (ChildJvm child = Children.start(directory, wrapper, HoldPipe.class, name)) {
                child.awaitLine("listening");
                assertThat(Path.of("/tmp/CoreFxPipe_" + name)).exists();
                child.process().getOutputStream().close();
                assertThat(child.awaitExit()).isZero();
            }
        }
    }

    @Test
    @DisplayName("a path that is too long is refused with the path, the limit and TMPDIR (checklist 67)")
    void pathTooLong() {
        PipeEndpoint endpoint = endpointOfLength(LONGEST + 1);

        for (var attempt : List.<ThrowingCallable>of(
                () -> transport(directory).listen(endpoint),
                () -> transport(directory).connect(endpoint, Duration.ofSeconds(1)))) {
            assertThatThrownBy(attempt)
                    .isInstanceOfSatisfying(
                            PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENDPOINT_UNAVAILABLE))
                    .hasMessageContaining(
                            directory.resolve("CoreFxPipe_" + endpoint.name()).toString())
                    .hasMessageContaining("107 bytes")
                    .hasMessageContaining("limit is 106")
                    .hasMessageContaining("TMPDIR");
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    @DisplayName("the longest path that is allowed works (checklist 67)")
    void longestPath() throws IOException {
        PipeEndpoint endpoint = endpointOfLength(LONGEST);
        try (TransportListener listener = transport(directory).listen(endpoint)) {
            transport(directory).connect(endpoint, Duration.ofSeconds(10)).close();
            listener.accept().close();
        }
    }

    @Test
    @DisplayName("in the deepest directory that is possible at all the shortest name still works (checklist 67)")
    void shortestName() throws IOException {
        int room = LONGEST - "/CoreFxPipe_x".length() - directory.toString().length() - 1;
        Path deep = Files.createDirectory(directory.resolve("d".repeat(room)));

        assertThatCode(() -> transport(deep).listen(new PipeEndpoint("x")).close())
                .doesNotThrowAnyException();
    }

    @Test
    @DisplayName("bytes count, not characters (checklist 67)")
    void bytesCount() {
        int characters = LONGEST - directory.toString().length() - "/CoreFxPipe_".length();
        PipeEndpoint endpoint = new PipeEndpoint("\u00e4".repeat(characters));

        assertThatThrownBy(() -> transport(directory).listen(endpoint)).isInstanceOf(PluginException.class);
    }

    @Test
    @DisplayName("a directory that others can write to is refused, unless it is sticky")
    void writableDirectory() throws IOException {
        for (String mode : List.of("rwxrwxrwx", "rwxrwxr-x", "rwxr-xrwx")) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
            assertRefused(directory, "sticky");
            assertThat(directory).isEmptyDirectory();
        }
        Files.setAttribute(directory, "unix:mode", 01777);
        transport(directory).listen(new PipeEndpoint("x")).close();
    }

    @Test
    @DisplayName("a directory that does not exist is refused")
    void missingDirectory() {
        assertRefused(directory.resolve("missing"), "no directory");
    }

    private void assertRefused(Path where, String reason) {
        assertThatThrownBy(() -> transport(where).listen(new PipeEndpoint("x")))
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENDPOINT_UNAVAILABLE))
                .hasMessageContaining(where.toString())
                .hasMessageContaining(reason)
                .hasMessageContaining("TMPDIR");
    }

    private PipeEndpoint endpointOfLength(int length) {
        int used = directory.resolve("CoreFxPipe_").toString().length();
        return new PipeEndpoint("n".repeat(length - used));
    }

    private static PipeTransport transport(Path directory) {
        return new PipeTransport(new PipeDirectory(directory));
    }
}
