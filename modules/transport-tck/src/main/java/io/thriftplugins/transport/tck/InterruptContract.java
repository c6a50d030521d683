package io.thriftplugins.transport.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.spi.TransportListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An interrupt ends whatever blocks, closes it, and is not swallowed (checklist 62, 64). */
abstract class InterruptContract extends ContractTests {

    private static final int TOO_MUCH = 64 << 20;

    private final AtomicBoolean flag = new AtomicBoolean();

    InterruptContract(TransportContract contract) {
        super(contract);
    }

    @Test
    @DisplayName("an interrupt ends a read and closes the connection (checklist 62)")
    void interruptWhileReading() throws IOException {
        Pair pair = connect();

        interrupt(start(keepingFlag(() -> pair.dialled().read(ByteBuffer.allocate(1))))
                .awaitBlocked());

        assertThat(pair.dialled().isOpen()).isFalse();
        assertThat(pair.accepted().read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }

    @Test
    @DisplayName("an interrupt ends a write and closes the connection (checklist 62)")
    void interruptWhileWriting() throws IOException {
        Pair pair = connect();

        interrupt(start(keepingFlag(() -> pair.dialled().write(ByteBuffer.allocate(TOO_MUCH))))
                .awaitBlocked());

        assertThat(pair.dialled().isOpen()).isFalse();
    }

    @Test
    @DisplayName("a thread that was interrupted before can't read, and closes the connection (checklist 62)")
    void interruptBeforeReading() throws IOException {
        Pair pair = connect();
        Task<Integer> reading = start(keepingFlag(() -> {
            Thread.currentThread().interrupt();
            return pair.dialled().read(ByteBuffer.allocate(1));
        }));

        assertThat(reading.failure()).isInstanceOf(ClosedByInterruptException.class);
        assertThat(flag).isTrue();
        assertThat(pair.dialled().isOpen()).isFalse();
    }

    @Test
    @DisplayName("a thread that was interrupted before can't connect (checklist 63)")
    void interruptBeforeConnecting() throws IOException {
        TransportListener listener = listen();
        Task<?> connecting = start(keepingFlag(() -> {
            Thread.currentThread().interrupt();
            return dial(listener);
        }));

        assertThat(connecting.failure()).isInstanceOf(ClosedByInterruptException.class);
        assertThat(flag).isTrue();
    }

    @Test
    @DisplayName("an interrupt ends the wait for connections and closes the listener (checklist 64)")
    void interruptWhileAccepting() throws IOException {
        TransportListener listener = listen();

        interrupt(start(keepingFlag(listener::accept)).awaitBlocked());

        assertThatThrownBy(listener::accept).isInstanceOf(ClosedChannelException.class);
        listen(listener.endpoint());
    }

    private void interrupt(Task<?> task) {
        task.interrupt();
        assertThat(task.failure()).isInstanceOf(ClosedByInterruptException.class);
        assertThat(flag).as("The interrupt flag").isTrue();
    }

    private <T> Callable<T> keepingFlag(Callable<T> work) {
        return () -> {
            try {
                return work.call();
            } finally {
                flag.set(Thread.currentThread().isInterrupted());
            }
        };
    }
}
