package io.thriftplugins.transport.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.spi.TransportConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One direction ends, the other goes on (checklist 61). */
abstract class HalfCloseContract extends ContractTests {

    HalfCloseContract(TransportContract contract) {
        super(contract);
    }

    @Test
    @DisplayName("the peer reads what was written, then the end, and can still answer (checklist 61)")
    void otherDirectionGoesOn() throws IOException {
        Pair pair = connect();
        for (TransportConnection[] ends : bothWays(connect(), pair)) {
            Data.send(ends[0], new byte[] {1, 2, 3});
            ends[0].shutdownOutput();

            assertThat(Data.receive(ends[1], 3)).containsExactly(1, 2, 3);
            assertThat(ends[1].read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThat(ends[1].read(ByteBuffer.allocate(1))).as("again").isEqualTo(-1);
            Data.send(ends[1], new byte[] {4, 5});
            assertThat(Data.receive(ends[0], 2)).containsExactly(4, 5);
        }
    }

    @Test
    @DisplayName("a peer that waits for bytes sees the end at once (checklist 61)")
    void waitingReaderSeesTheEnd() throws IOException {
        Pair pair = connect();
        Task<Integer> reading =
                start(() -> pair.accepted().read(ByteBuffer.allocate(1))).awaitBlocked();

        pair.dialled().shutdownOutput();

        assertThat(reading.result()).isEqualTo(-1);
    }

    @Test
    @DisplayName("ending the output twice is harmless, and both sides may end theirs (checklist 61)")
    void twiceIsHarmless() throws IOException {
        Pair pair = connect();

        pair.dialled().shutdownOutput();
        pair.dialled().shutdownOutput();
        pair.accepted().shutdownOutput();
        pair.accepted().shutdownOutput();

        assertThat(pair.dialled().read(ByteBuffer.allocate(1))).isEqualTo(-1);
        assertThat(pair.accepted().read(ByteBuffer.allocate(1))).isEqualTo(-1);
        assertThat(pair.dialled().isOpen()).isTrue();
    }

    @Test
    @DisplayName("after the end of the output writing fails (checklist 61)")
    void writingFailsAfterwards() throws IOException {
        Pair pair = connect();
        pair.dialled().shutdownOutput();

        assertThatThrownBy(() -> Data.send(pair.dialled(), new byte[1])).isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("a closed connection can't end its output (checklist 61)")
    void closedConnectionFails() throws IOException {
        Pair pair = connect();
        pair.dialled().close();

        assertThatThrownBy(() -> pair.dialled().shutdownOutput()).isInstanceOf(ClosedChannelException.class);
    }

    private static TransportConnection[][] bothWays(Pair first, Pair second) {
        return new TransportConnection[][] {{first.dialled(), first.accepted()}, {second.accepted(), second.dialled()}};
    }
}
