package io.thriftplugins.rpc;

import static io.thriftplugins.rpc.ScriptedConnection.bytes;
import static io.thriftplugins.rpc.ScriptedConnection.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limits;
import io.thriftplugins.PluginException;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.apache.thrift.TException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Messages and the pieces in which they arrive. */
final class FrameConnectionTest {

    private static final int LIMIT = 1 << 20;

    private final DeadlineWatcher watcher = new DeadlineWatcher("test-deadlines");
    private final ScriptedConnection transport = new ScriptedConnection();
    private final FrameConnection frames = frames(Duration.ofMinutes(1));

    @AfterEach
    void stop() {
        watcher.close();
    }

    @Test
    void aMessageMayArriveByteByByte() throws IOException {
        for (byte piece : bytes("00000003 010203")) {
            transport.supply(piece);
        }

        assertThat(frames.read()).isTrue();
        assertThat(message()).containsExactly(1, 2, 3);
    }

    @Test
    void severalMessagesMayArriveTogether() throws IOException {
        transport
                .supply("00000001 07 00000000 00000002 0809 000000")
                .supply("01 0a")
                .end();

        assertThat(frames.read()).isTrue();
        assertThat(message()).containsExactly(7);
        assertThat(frames.read()).isTrue();
        assertThat(message()).isEmpty();
        assertThat(frames.read()).isTrue();
        assertThat(message()).containsExactly(8, 9);
        assertThat(frames.read()).isTrue();
        assertThat(message()).containsExactly(10);
        assertThat(frames.read()).isFalse();
    }

    @Test
    void theEndWithinAMessageIsAnError() {
        transport.supply("00000005 0102").end();

        assertThatThrownBy(frames::read).isInstanceOf(EOFException.class).hasMessageContaining("in the middle");
    }

    @Test
    @DisplayName("negative and too large lengths are refused, the limit named (checklist 52)")
    void lengthsOutOfRangeAreRefused() {
        for (String length : new String[] {"ffffffff", "80000000", "7fffffff", "00100001"}) {
            var connection = new FrameConnection(
                    new ScriptedConnection().supply(length), limits(Duration.ofMinutes(1)), watcher);

            assertThatThrownBy(connection::read)
                    .as(length)
                    .isInstanceOfSatisfying(
                            PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PROTOCOL_ERROR))
                    .hasMessageContaining("maxFrameBytes = " + LIMIT);
        }
    }

    @Test
    void aLengthAtTheLimitIsAllowedAndAllocatedOnlyAsItArrives() throws IOException {
        byte[] large = new byte[LIMIT];
        Arrays.fill(large, (byte) 7);
        transport.supply(frame(large));

        assertThat(frames.read()).isTrue();
        assertThat(message()).isEqualTo(large);
    }

    @Test
    @DisplayName("a large length with nothing behind it costs no memory (checklist 54)")
    void announcedBytesAreNotAllocated() {
        transport.supply("00100000").end();

        assertThatThrownBy(frames::read).isInstanceOf(EOFException.class);
        assertThat(frames.input().buffer().array()).hasSizeLessThanOrEqualTo(2048);
    }

    @Test
    void memoryOfALargeMessageIsGivenBack() throws IOException, TException {
        transport.supply(frame(new byte[LIMIT]));
        assertThat(frames.read()).isTrue();
        assertThat(frames.input().buffer().array()).hasSizeGreaterThanOrEqualTo(LIMIT);
        frames.discard();
        assertThat(frames.input().buffer().array()).hasSizeLessThanOrEqualTo(64 * 1024);

        frames.begin().writeString("x".repeat(LIMIT - 4));
        frames.send();
        assertThat(transport.nextWrite()).hasSize(LIMIT + 4);
        assertThat(frames.output().buffer().array()).hasSizeLessThanOrEqualTo(64 * 1024);
    }

    @Test
    void whatFollowsALargeMessageIsKeptWhenItIsDiscarded() throws IOException {
        byte[] both = Arrays.copyOf(frame(new byte[LIMIT]), LIMIT + 4 + 5);
        both[LIMIT + 7] = 1;
        both[LIMIT + 8] = 42;
        transport.supply(both);

        assertThat(frames.read()).isTrue();
        frames.discard();
        assertThat(frames.read()).isTrue();
        assertThat(message()).containsExactly(42);
    }

    @Test
    void oneMessageIsOneWriteBehindItsLength() throws IOException, TException {
        for (int value : new int[] {1, 2}) {
            frames.begin().writeI32(value);
            frames.send();
            assertThat(transport.nextWrite()).isEqualTo(bytes("00000004 0000000" + value));
        }
        assertThat(transport.writes()).isZero();
    }

    @Test
    void aMessageThatGrowsTooLargeNamesTheLimit() throws TException {
        FrameProtocol out = frames.begin();
        out.writeString("x".repeat(LIMIT - 5));
        out.writeByte((byte) 0);

        assertThatThrownBy(() -> out.writeByte((byte) 0))
                .isInstanceOf(FrameLimitException.class)
                .hasMessageContaining("maxFrameBytes = " + LIMIT);
    }

    @Test
    @DisplayName("half a message, then silence: closed at frameTimeout (checklist 49)")
    void aMessageMustEndInTime() {
        var stalled = frames(Duration.ofMillis(20));
        transport.supply("00000005 0102");

        assertThatThrownBy(stalled::read).isInstanceOf(IOException.class).hasMessageContaining("frameTimeout = 20 ms");
        assertThat(stalled.isOpen()).isFalse();
    }

    private byte[] message() {
        FrameBuffer buffer = frames.input().buffer();
        return Arrays.copyOfRange(buffer.array(), buffer.position(), buffer.end());
    }

    private FrameConnection frames(Duration frameTimeout) {
        return new FrameConnection(transport, limits(frameTimeout), watcher);
    }

    private static Limits limits(Duration frameTimeout) {
        return TestLimits.of(LIMIT, 60, 10, 10, frameTimeout, Duration.ofMinutes(1));
    }
}
