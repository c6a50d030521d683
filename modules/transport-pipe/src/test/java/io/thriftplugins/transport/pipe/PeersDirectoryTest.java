package io.thriftplugins.transport.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.PluginException;
import io.thriftplugins.spi.TransportConnection;
import io.thriftplugins.spi.TransportListener;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipes in a directory that the process at the other end may change, such as a confined plugin's. */
@DisplayName("A pipe in its peer's own directory")
final class PeersDirectoryTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    Path shared;

    private Path peers;
    private PipeTransport transport;

    @BeforeEach
    void makeDirectory() throws IOException {
        peers = Files.createDirectory(shared.resolve("t"));
        transport = new PipeTransport(new PipeDirectory(shared));
    }

    @Test
    @DisplayName("is dialled there, and nothing is left of that")
    void dialled() throws Exception {
        PipeEndpoint endpoint = new PipeEndpoint("pipe", peers);
        try (TransportListener listener = transport.listen(endpoint);
                TransportConnection dialled = transport.connect(endpoint, LIMIT);
                TransportConnection accepted = listener.accept()) {
            ByteBuffer received = ByteBuffer.allocate(1);
            dialled.write(ByteBuffer.wrap(new byte[] {7}));
            accepted.read(received);

            assertThat(received.get(0)).isEqualTo((byte) 7);
            try (Stream<Path> left = Files.list(shared)) {
                assertThat(left).containsExactly(peers);
            }
        }
    }

    @Test
    @DisplayName("is not dialled if it is a link to another socket, which only the dialling side can reach")
    void linked() throws Exception {
        Path trap = shared.resolve("docker.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(trap)).configureBlocking(false);
            Files.createSymbolicLink(peers.resolve("CoreFxPipe_pipe"), trap);

            refused("is no socket");
            assertThat(server.accept()).as("a connection to " + trap).isNull();
        }
    }

    @Test
    @DisplayName("is told to be missing, or dead, as elsewhere")
    void missingOrDead() throws Exception {
        refused("there is no " + peers.resolve("CoreFxPipe_pipe"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(peers.resolve("CoreFxPipe_pipe")));
        }
        refused("nobody listens on " + peers.resolve("CoreFxPipe_pipe"));
    }

    private void refused(String reason) {
        assertThatThrownBy(() -> transport.connect(new PipeEndpoint("pipe", peers), LIMIT))
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENDPOINT_UNAVAILABLE))
                .hasMessageContaining(reason);
    }
}
