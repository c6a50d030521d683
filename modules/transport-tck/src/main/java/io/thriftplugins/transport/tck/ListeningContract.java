package io.thriftplugins.transport.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.spi.TransportConnection;
import io.thriftplugins.spi.TransportListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A listener's life: from the moment it can be dialled to the moment its endpoint is free again (checklist 64, 65). */
abstract class ListeningContract extends ContractTests {

    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    ListeningContract(TransportContract contract) {
        super(contract);
    }

    @Test
    @DisplayName("closing ends the wait for a connection (checklist 64)")
    void closeWhileAccepting() throws IOException {
        TransportListener listener = listen();
        Task<TransportConnection> accepting = start(listener::accept).awaitBlocked();

        listener.close();

        assertThat(accepting.failureWithin(AT_ONCE)).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    @DisplayName("a closed listener accepts nothing (checklist 64)")
    void acceptAfterClose() throws IOException {
        TransportListener listener = listen();
        listener.close();

        assertThatThrownBy(listener::accept).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    @DisplayName("closing twice, and from many threads, is harmless (checklist 64)")
    void closeTwice() throws IOException {
        TransportListener listener = listen();
        Task<Boolean> first = start(() -> close(listener));
        Task<Boolean> second = start(() -> close(listener));

        assertThat(first.result()).isTrue();
        assertThat(second.result()).isTrue();
        assertThat(close(listener)).isTrue();
    }

    @Test
    @DisplayName("connections that were accepted outlive the listener (checklist 64)")
    void acceptedConnectionsLiveOn() throws IOException {
        TransportListener listener = listen();
        Pair pair = connect(listener);

        listener.close();

        Data.send(pair.dialled(), new byte[] {1});
        assertThat(Data.receive(pair.accepted(), 1)).containsExactly(1);
        Data.send(pair.accepted(), new byte[] {2});
        assertThat(Data.receive(pair.dialled(), 1)).containsExactly(2);
    }

    @Test
    @DisplayName("connections that were not accepted end with the listener (checklist 64)")
    void waitingConnectionsEnd() throws IOException {
        TransportListener listener = listen();
        TransportConnection dialled = dial(listener);

        listener.close();

        try {
            assertThat(dialled.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        } catch (IOException expected) {
            assertThat(expected).as("A reset is as good as an end").isNotInstanceOf(ClosedChannelException.class);
        }
    }

    @Test
    @DisplayName("an endpoint that is in use can't be listened on, and its listener isn't disturbed (checklist 65)")
    void endpointInUse() throws IOException {
        TransportListener listener = listen();

        assertThatThrownBy(() -> transport().listen(listener.endpoint()))
                .isInstanceOfSatisfying(PluginException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.ENDPOINT_UNAVAILABLE);
                    assertThat(e)
                            .hasMessageContaining(listener.endpoint().toString())
                            .hasMessageContaining("in use");
                });
        TransportConnection dialled = dial(listener);
        Data.send(dialled, new byte[] {3});
        assertThat(firstWithBytes(listener)).isEqualTo((byte) 3);
    }

    @Test
    @DisplayName("when close returns, the endpoint can be listened on again (checklist 65)")
    void listenAgain() throws IOException {
        TransportListener listener = listen();
        Endpoint endpoint = listener.endpoint();
        for (int i = 0; i < 100; i++) {
            Pair pair = connect(listener);
            pair.dialled().close();
            pair.accepted().close();
            listener.close();
            listener = listen(endpoint);
            assertThat(listener.endpoint()).isEqualTo(endpoint);
        }
    }

    @Test
    @DisplayName("of many threads that want one endpoint, one gets it (checklist 65)")
    void oneOfManyGetsTheEndpoint() throws IOException {
        TransportListener listener = listen();
        Endpoint endpoint = listener.endpoint();
        listener.close();
        Task<?>[] tasks = new Task<?>[8];
        for (int i = 0; i < tasks.length; i++) {
            tasks[i] = start(() -> listenOrNot(endpoint));
        }
        int successes = 0;
        for (Task<?> task : tasks) {
            successes += Boolean.TRUE.equals(task.result()) ? 1 : 0;
        }
        assertThat(successes).isEqualTo(1);
        Assertions.assertThatCode(() -> transport().connect(endpoint, TIMEOUT).close())
                .doesNotThrowAnyException();
    }

    private boolean listenOrNot(Endpoint endpoint) throws IOException {
        try {
            listen(endpoint);
            return true;
        } catch (PluginException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.ENDPOINT_UNAVAILABLE);
            return false;
        }
    }

    /** Whoever looks whether an endpoint is in use may have connected to it; such a connection ends without a byte. */
    private byte firstWithBytes(TransportListener listener) throws IOException {
        while (true) {
            ByteBuffer buffer = ByteBuffer.allocate(1);
            if (accept(listener).read(buffer) == 1) {
                return buffer.get(0);
            }
        }
    }

    private static boolean close(TransportListener listener) {
        listener.close();
        return true;
    }
}
