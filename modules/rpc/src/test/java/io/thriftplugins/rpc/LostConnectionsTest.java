package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.CallRequest;
import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limits;
import io.thriftplugins.PluginException;
import io.thriftplugins.spi.TransportConnection;
import io.thriftplugins.spi.TransportListener;
import io.thriftplugins.spi.Transports;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection that breaks in mid-call is explained by whoever knows more; what a peer tells of its own is not. */
final class LostConnectionsTest {

    private final AtomicInteger explained = new AtomicInteger();
    private final Wire wire = Wire.tcp();

    @AfterEach
    void close() {
        wire.close();
    }

    @Test
    @DisplayName("a connection cut in mid-call is explained (checklist 42, 48)")
    void cutInMidCall() throws IOException {
        Transports transports = Transports.find();
        Endpoint endpoint = wire.fresh("tcp");
        try (TransportListener listener = transports.forEndpoint(endpoint).listen(endpoint)) {
            var peer = CompletableFuture.runAsync(() -> answerHalf(listener), Wire.OWN_THREAD);
            var failure = catchThrowableOfType(
                    PluginException.class, () -> plugin(listener.endpoint()).call(CallRequest.of("f")));

            assertThat(failure.code()).isEqualTo(ErrorCode.PLUGIN_ENDED);
            assertThat(failure).hasMessage("exit code 3");
            assertThat(explained).hasValue(1);
            peer.join();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"net.pipe", "tcp"})
    @DisplayName(
            "a peer that took its endpoint along is explained to who dials it, as to calls in flight (checklist 42)")
    void endpointGone(String scheme) {
        try (Wire gone = new Wire(scheme, Limits.DEFAULT, 1)) {
            Endpoint endpoint = gone.pluginListener.endpoint();
            gone.pluginListener.close();

            var failure = catchThrowableOfType(
                    PluginException.class,
                    () -> plugin(endpoint).call(CallRequest.of("f").withTimeout(Duration.ofMillis(500))));

            assertThat(failure.code()).isEqualTo(ErrorCode.PLUGIN_ENDED);
            assertThat(failure).hasMessage("exit code 3");
            assertThat(failure.getCause()).hasMessageContaining("Cannot connect to " + endpoint);
            assertThat(explained).hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"net.pipe", "tcp"})
    @DisplayName("a peer that ends while it is dialled to be told to end is not dialled any longer (checklist 38)")
    void endsWhileAsked(String scheme) {
        try (Wire gone = new Wire(scheme, Limits.DEFAULT, 1)) {
            gone.pluginListener.close();
            RemotePlugin plugin = plugin(gone.pluginListener.endpoint());
            var asked = CompletableFuture.supplyAsync(
                    () -> catchThrowableOfType(PluginException.class, () -> plugin.shutdown(Duration.ofMinutes(5))),
                    Wire.OWN_THREAD);

            plugin.close(new PluginException(ErrorCode.CLOSED, "ended"));

            assertThat(asked)
                    .succeedsWithin(Duration.ofSeconds(20))
                    .extracting(PluginException::code)
                    .isEqualTo(ErrorCode.CLOSED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"net.pipe", "tcp"})
    @DisplayName("one that the peer has closed while nobody used it is not used again (design, step 8)")
    void closedWhileIdle(String scheme) {
        try (Wire idle = new Wire(scheme, Limits.DEFAULT, 1)) {
            idle.plugin.with("f", arguments -> "done");
            assertThat(idle.remotePlugin.call(CallRequest.of("f"))).isEqualTo("done");

            // Another process, say, takes over the endpoint. Of the connection's end only the system knows.
            Endpoint endpoint = idle.pluginListener.endpoint();
            idle.pluginListener.close();
            // The system frees a port only when the thread that accepted there has left it.
            try (RpcListener next = await().ignoreExceptionsMatching(PluginException.class::isInstance)
                    .until(
                            () -> PluginDispatch.listen(
                                    idle.pluginRpc,
                                    idle.pluginRpc.transports().forEndpoint(endpoint),
                                    endpoint,
                                    idle.plugin),
                            Objects::nonNull)) {
                long closed = Clock.now();
                await().until(() -> Clock.now() - closed > OutboundConnection.FRESH_NANOS);

                assertThat(idle.remotePlugin.call(CallRequest.of("f")))
                        .as("over a new connection to %s", next.endpoint())
                        .isEqualTo("done");
            }
        }
    }

    private static void answerHalf(TransportListener listener) {
        try (TransportConnection connection = listener.accept()) {
            connection.read(ByteBuffer.allocate(1000));
            connection.write(ByteBuffer.wrap(ScriptedConnection.bytes("00000100 80010002")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aConnectionThatThePeerLostElsewhereIsNotOurs() {
        wire.plugin.with("fail", arguments -> {
            throw new PluginException(ErrorCode.CONNECTION_LOST, "to the database");
        });
        RemotePlugin plugin = plugin(wire.pluginListener.endpoint());

        for (int i = 0; i < 2; i++) {
            var failure = catchThrowableOfType(PluginException.class, () -> plugin.call(CallRequest.of("fail")));
            assertThat(failure).hasMessageContaining("to the database");
            assertThat(failure.remoteFailure()).isNotNull();
        }
        assertThat(explained).hasValue(0);
        assertThat(wire.plugin.sessions).as("connections used").hasSize(1);
    }

    private RemotePlugin plugin(Endpoint endpoint) {
        return new RemotePlugin(
                wire.hostRpc,
                "p",
                endpoint,
                further -> further,
                "",
                Set.of(),
                0,
                1,
                new ServedCalls(),
                (lost, left) -> {
                    explained.incrementAndGet();
                    return new PluginException(ErrorCode.PLUGIN_ENDED, "exit code 3", lost);
                });
    }
}
