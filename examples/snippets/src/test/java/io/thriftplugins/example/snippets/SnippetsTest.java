package io.thriftplugins.example.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.spi.TransportConnection;
import io.thriftplugins.spi.TransportListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@DisplayName("The programs in README.md")
class SnippetsTest {

    @TempDir
    Path folder;

    @Test
    @ResourceLock(Resources.SYSTEM_OUT)
    @DisplayName("The host loads the plugin and prints its greetings")
    void hostAndPlugin() throws IOException {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            GreetingHost.main(
                    new String[] {PageJar.write(folder, GreetingPlugin.class).toString()});
        } finally {
            System.setOut(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("Hello World", "Ada: HI! Ada: HI!");
    }

    @Test
    @DisplayName("The transport carries bytes")
    void transport() throws IOException {
        LoopTransport transport = new LoopTransport();
        try (TransportListener listener = transport.listen(transport.newEndpoint("any"));
                TransportConnection dialled = transport.connect(listener.endpoint(), Duration.ofSeconds(5));
                TransportConnection accepted = listener.accept()) {
            dialled.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            ByteBuffer received = ByteBuffer.allocate(3);
            while (received.hasRemaining()) {
                assertThat(accepted.read(received)).isPositive();
            }
            assertThat(received.array()).containsExactly(1, 2, 3);
        }
    }
}
