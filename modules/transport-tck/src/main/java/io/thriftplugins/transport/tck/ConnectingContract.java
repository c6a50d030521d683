package io.thriftplugins.transport.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.spi.TransportConnection;
import io.thriftplugins.spi.TransportListener;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Connecting succeeds, fails at once, or fails when the time is over (checklist 63). */
abstract class ConnectingContract extends ContractTests {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration SOON = Duration.ofSeconds(10);

    ConnectingContract(TransportContract contract) {
        super(contract);
    }

    @Test
    @DisplayName("an endpoint where nobody listens any more fails at once (checklist 63)")
    void nobodyListens() throws IOException {
        TransportListener listener = listen();
        Endpoint endpoint = listener.endpoint();
        listener.close();
        long start = System.nanoTime();

        assertThatThrownBy(() -> transport().connect(endpoint, TIMEOUT))
                .isInstanceOfSatisfying(PluginException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.ENDPOINT_UNAVAILABLE);
                    assertThat(e).hasMessageContaining(endpoint.toString());
                });
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    }

    @Test
    @DisplayName("a timeout that isn't more than zero is refused (checklist 63)")
    void timeoutMustBePositive() throws IOException {
        TransportListener listener = listen();
        for (Duration timeout : List.of(Duration.ZERO, Duration.ofMillis(-1))) {
            assertThatThrownBy(() -> transport().connect(listener.endpoint(), timeout))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("timeout");
        }
    }

    @Test
    @DisplayName("the shortest and the longest timeout work (checklist 63)")
    void extremeTimeouts() throws IOException {
        TransportListener listener = listen();
        Duration longest = Duration.ofSeconds(Long.MAX_VALUE);

        transport().connect(listener.endpoint(), longest).close();
        try {
            transport().connect(listener.endpoint(), Duration.ofNanos(1)).close();
        } catch (SocketTimeoutException expected) {
            // One nanosecond is not long.
        }
    }

    @Test
    @DisplayName("an endpoint that does not answer fails when the time is over, and not before (checklist 63)")
    void timeout() throws IOException {
        TransportListener listener = listen();
        fill(listener);
        for (int i = 0; i < 10; i++) {
            Duration wait = SHORT.dividedBy(10).plusNanos(i * 99_999L);
            long start = System.nanoTime();
            Throwable failure = catchThrowable(() -> transport().connect(listener.endpoint(), wait));
            Duration waited = Duration.ofNanos(System.nanoTime() - start);

            assertThat(failure)
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining(listener.endpoint().toString());
            assertThat(waited).isBetween(wait, SOON);
        }
    }

    @Test
    @DisplayName("an interrupt ends a connect that waits (checklist 63)")
    void interruptWhileConnecting() throws IOException {
        TransportListener listener = listen();
        fill(listener);
        Task<Boolean> connecting = start(() -> {
                    try {
                        return fail("Connected to %s", dial(listener));
                    } catch (ClosedByInterruptException e) {
                        return Thread.currentThread().isInterrupted();
                    }
                })
                .awaitBlocked();

        connecting.interrupt();

        assertThat(connecting.result()).as("The interrupt flag").isTrue();
    }

    @Test
    @DisplayName("a connect that waits goes through when there is room again (checklist 63)")
    void waitsForRoom() throws IOException {
        TransportListener listener = listen();
        fill(listener);
        Task<TransportConnection> connecting = start(() -> dial(listener)).awaitBlocked();

        for (int i = 0; i < 10; i++) {
            accept(listener);
        }

        assertThat(connecting.result().isOpen()).isTrue();
    }

    @Test
    @DisplayName("64 threads that connect at once all get through (checklist 63)")
    void manyAtOnce() throws IOException {
        TransportListener listener = listen();
        int count = 64;
        List<Task<Byte>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte number = (byte) i;
            tasks.add(start(() -> {
                TransportConnection connection = dial(listener);
                Data.send(connection, new byte[] {number});
                return Data.receive(connection, 1)[0];
            }));
        }
        Set<Byte> seen = new HashSet<>();
        for (int i = 0; i < count; i++) {
            TransportConnection connection = accept(listener);
            byte[] number = Data.receive(connection, 1);
            seen.add(number[0]);
            Data.send(connection, number);
        }

        assertThat(seen).hasSize(count);
        for (int i = 0; i < count; i++) {
            assertThat(tasks.get(i).result()).isEqualTo((byte) i);
        }
    }

    @Test
    @DisplayName("both ends say whom they lead to")
    void peers() throws IOException {
        Pair pair = connect();

        assertThat(pair.dialled().peer()).isNotBlank();
        assertThat(pair.accepted().peer()).isNotBlank();
    }

    @Test
    @DisplayName("a connection is made although nobody accepts it yet, and its bytes wait")
    void bytesWaitForAccept() throws IOException {
        TransportListener listener = listen();
        TransportConnection dialled = dial(listener);
        Data.send(dialled, new byte[] {5});

        TransportConnection accepted = accept(listener);

        ByteBuffer buffer = ByteBuffer.allocate(1);
        assertThat(accepted.read(buffer)).isEqualTo(1);
        assertThat(buffer.get(0)).isEqualTo((byte) 5);
    }

    /** Connects until the listener takes no more; that one attempt takes long may have other reasons. */
    private void fill(TransportListener listener) throws IOException {
        int limit = contract().mostConnectionsThatWait();
        assumeTrue(limit > 0, "The transport lets any number of connections wait");
        int refused = 0;
        for (int i = 0; i <= limit; i++) {
            try {
                closedLater(transport().connect(listener.endpoint(), SHORT));
                refused = 0;
            } catch (SocketTimeoutException full) {
                if (++refused == 3) {
                    return;
                }
            }
        }
        fail("%d connections wait, and still more can; override mostConnectionsThatWait()", limit + 1);
    }
}
