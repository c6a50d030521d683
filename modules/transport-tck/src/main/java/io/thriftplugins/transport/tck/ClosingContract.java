package io.thriftplugins.transport.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.spi.TransportConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Closing from any thread ends what goes on, at both ends (checklist 62). */
abstract class ClosingContract extends ContractTests {

    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    /** More than any system buffers, so that a peer that doesn't read blocks the writer. */
    private static final int TOO_MUCH = 64 << 20;

    ClosingContract(TransportContract contract) {
        super(contract);
    }

    @Test
    @DisplayName("a connection is alive until it is closed, and asking takes nothing from it")
    void aliveUntilClosed() throws IOException {
        Pair pair = connect();
        for (TransportConnection end : List.of(pair.dialled(), pair.accepted())) {
            assertThat(end.isAlive()).isTrue();
        }
        Data.send(pair.dialled(), new byte[] {1, 2});
        assertThat(Data.receive(pair.accepted(), 2)).containsExactly(1, 2);
        assertThat(pair.dialled().isAlive()).isTrue();
        pair.dialled().close();
        assertThat(pair.dialled().isAlive()).isFalse();
    }

    @Test
    @DisplayName("asking whether a connection is alive in an interrupted thread leaves it as it is")
    void aliveAlthoughInterrupted() throws IOException {
        Pair pair = connect();
        Thread.currentThread().interrupt();
        try {
            assertThat(pair.dialled().isAlive()).isTrue();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(pair.dialled().isAlive()).isTrue();
    }

    @Test
    @DisplayName("closing ends a read that waits (checklist 62)")
    void closeWhileReading() throws IOException {
        Pair pair = connect();
        Task<Integer> reading = reading(pair).awaitBlocked();

        pair.dialled().close();

        assertThat(reading.failureWithin(AT_ONCE)).isInstanceOf(AsynchronousCloseException.class);
    }

    @Test
    @DisplayName("closing ends a write that waits (checklist 62)")
    void closeWhileWriting() throws IOException {
        Pair pair = connect();
        Task<Integer> writing = writing(pair).awaitBlocked();

        pair.dialled().close();

        assertThat(writing.failureWithin(AT_ONCE)).isInstanceOf(AsynchronousCloseException.class);
    }

    @Test
    @DisplayName("closing ends a read and a write that wait at the same time (checklist 62)")
    void closeWhileReadingAndWriting() throws IOException {
        Pair pair = connect();
        Task<Integer> reading = reading(pair).awaitBlocked();
        Task<Integer> writing = writing(pair).awaitBlocked();

        pair.dialled().close();

        assertThat(reading.failureWithin(AT_ONCE)).isInstanceOf(AsynchronousCloseException.class);
        assertThat(writing.failureWithin(AT_ONCE)).isInstanceOf(AsynchronousCloseException.class);
    }

    @Test
    @DisplayName("after closing, reading and writing fail (checklist 62)")
    void readAndWriteAfterClose() throws IOException {
        Pair pair = connect();
        assertThat(pair.dialled().isOpen()).isTrue();

        pair.dialled().close();

        assertThat(pair.dialled().isOpen()).isFalse();
        assertThatThrownBy(() -> pair.dialled().read(ByteBuffer.allocate(1)))
                .isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> pair.dialled().write(ByteBuffer.allocate(1)))
                .isInstanceOf(ClosedChannelException.class);
    }

    @Test
    @DisplayName("a peer that reads what was sent sees the end when the sender closes (checklist 62)")
    void peerReadsTheRestAndTheEnd() throws IOException {
        Pair pair = connect();
        Data.send(pair.dialled(), new byte[] {1, 2});

        pair.dialled().close();

        assertThat(Data.receive(pair.accepted(), 2)).containsExactly(1, 2);
        assertThat(pair.accepted().read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }

    @Test
    @DisplayName("the peer's close ends a read that waits (checklist 62)")
    void peerClosesWhileReading() throws IOException {
        Pair pair = connect();
        Task<Integer> reading = reading(pair).awaitBlocked();

        pair.accepted().close();

        assertThat(reading.result()).isEqualTo(-1);
        assertThat(pair.dialled().isOpen()).isTrue();
    }

    @Test
    @DisplayName("the peer's close ends a write that waits (checklist 62)")
    void peerClosesWhileWriting() throws IOException {
        Pair pair = connect();
        Task<Integer> writing = writing(pair).awaitBlocked();

        pair.accepted().close();

        assertThat(writing.failureWithin(AT_ONCE)).isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("writing to a peer that has closed fails, if not at once then soon (checklist 62)")
    void writeAfterPeerClosed() throws IOException {
        Pair pair = connect();
        pair.accepted().close();

        assertThatThrownBy(() -> pair.dialled().write(ByteBuffer.allocate(TOO_MUCH)))
                .isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("closing twice, at both ends, is harmless (checklist 62)")
    void closeTwice() throws IOException {
        Pair pair = connect();

        assertThatCode(() -> {
                    pair.dialled().close();
                    pair.dialled().close();
                    pair.accepted().close();
                    pair.accepted().close();
                })
                .doesNotThrowAnyException();
    }

    @Test
    @DisplayName("many threads may close at once, while one reads and one writes (checklist 62)")
    void closeFromManyThreads() throws IOException {
        for (int round = 0; round < 50; round++) {
            Pair pair = connect();
            Task<Integer> reading = reading(pair);
            Task<Integer> writing = writing(pair);
            List<Task<Boolean>> closing = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                closing.add(start(() -> {
                    pair.dialled().close();
                    return pair.dialled().isOpen();
                }));
            }

            closing.forEach(task -> assertThat(task.result()).isFalse());
            assertThat(reading.failureWithin(AT_ONCE)).isInstanceOf(ClosedChannelException.class);
            assertThat(writing.failureWithin(AT_ONCE)).isInstanceOf(ClosedChannelException.class);
        }
    }

    private Task<Integer> reading(Pair pair) {
        return start(() -> pair.dialled().read(ByteBuffer.allocate(1)));
    }

    private Task<Integer> writing(Pair pair) {
        return start(() -> pair.dialled().write(ByteBuffer.allocate(TOO_MUCH)));
    }
}
