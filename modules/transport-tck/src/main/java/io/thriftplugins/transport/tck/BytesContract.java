package io.thriftplugins.transport.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is written arrives, whole and in order (checklist 60). */
abstract class BytesContract extends ContractTests {

    private static final int MEGABYTE = 1 << 20;

    BytesContract(TransportContract contract) {
        super(contract);
    }

    @Test
    @DisplayName("bytes of every value arrive in both directions (checklist 60)")
    void everyValueArrives() throws IOException {
        Pair pair = connect();
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }

        Data.send(pair.dialled(), bytes);
        assertThat(Data.receive(pair.accepted(), bytes.length)).isEqualTo(bytes);
        Data.send(pair.accepted(), bytes);
        assertThat(Data.receive(pair.dialled(), bytes.length)).isEqualTo(bytes);
    }

    @Test
    @DisplayName("64 MB arrive intact in both directions at once, while one thread reads and one writes (checklist 60)")
    void largeTransfersArriveInBothDirectionsAtOnce() throws IOException {
        Pair pair = connect();
        int chunks = 64;

        Task<byte[]> sentThere = start(() -> Data.sendChunks(pair.dialled(), 1, chunks));
        Task<byte[]> sentBack = start(() -> Data.sendChunks(pair.accepted(), 1_000, chunks));
        Task<byte[]> receivedThere = start(() -> Data.receiveChunks(pair.accepted(), chunks));
        Task<byte[]> receivedBack = start(() -> Data.receiveChunks(pair.dialled(), chunks));

        assertThat(receivedThere.result()).isEqualTo(sentThere.result());
        assertThat(receivedBack.result()).isEqualTo(sentBack.result());
    }

    @Test
    @DisplayName("one write hands over all bytes, however many (checklist 60)")
    void oneWriteHandsOverAll() throws IOException {
        Pair pair = connect();
        byte[] bytes = Data.bytes(2, 16 * MEGABYTE);
        ByteBuffer heap = ByteBuffer.wrap(bytes);
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();

        for (ByteBuffer buffer : new ByteBuffer[] {heap, direct}) {
            Task<byte[]> received = start(() -> Data.receive(pair.accepted(), bytes.length));
            assertThat(pair.dialled().write(buffer)).isEqualTo(bytes.length);
            assertThat(buffer.hasRemaining()).isFalse();
            assertThat(buffer.limit()).isEqualTo(bytes.length);
            assertThat(received.result()).isEqualTo(bytes);
        }
    }

    @Test
    @DisplayName(
            "a write takes what lies between position and limit, of read-only buffers and slices too (checklist 60)")
    void writeRespectsTheBuffersBounds() throws IOException {
        Pair pair = connect();
        byte[] bytes = Data.bytes(3, 1_000);
        ByteBuffer buffer =
                ByteBuffer.wrap(bytes).slice(100, 800).position(50).limit(750).asReadOnlyBuffer();

        assertThat(pair.dialled().write(buffer)).isEqualTo(700);

        assertThat(buffer.position()).isEqualTo(750);
        assertThat(Data.receive(pair.accepted(), 700)).isEqualTo(Arrays.copyOfRange(bytes, 150, 850));
    }

    @Test
    @DisplayName("a read fills what lies between position and limit, and leaves the rest (checklist 60)")
    void readRespectsTheBuffersBounds() throws IOException {
        Pair pair = connect();
        Data.send(pair.dialled(), new byte[] {1, 2, 3, 4, 5, 6});
        byte[] target = new byte[10];
        ByteBuffer buffer = ByteBuffer.wrap(target).position(3).limit(5);

        assertThat(pair.accepted().read(buffer)).isEqualTo(2);

        assertThat(buffer.position()).isEqualTo(5);
        assertThat(buffer.limit()).isEqualTo(5);
        assertThat(target).containsExactly(0, 0, 0, 1, 2, 0, 0, 0, 0, 0);
        assertThat(Data.receive(pair.accepted(), 4)).containsExactly(3, 4, 5, 6);
    }

    @Test
    @DisplayName("a read returns what is there and does not wait for the buffer to be full (checklist 60)")
    void readReturnsWhatIsThere() throws IOException {
        Pair pair = connect();
        Data.send(pair.dialled(), new byte[] {7});
        ByteBuffer large = ByteBuffer.allocate(MEGABYTE);

        assertThat(pair.accepted().read(large)).isEqualTo(1);
        assertThat(large.limit()).isEqualTo(MEGABYTE);
    }

    @Test
    @DisplayName("a read without room and a write without bytes return 0 at once (checklist 60)")
    void emptyBuffersDoNotBlock() throws IOException {
        Pair pair = connect();

        assertThat(pair.accepted().read(ByteBuffer.allocate(0))).isZero();
        assertThat(pair.dialled().write(ByteBuffer.allocate(0))).isZero();

        Data.send(pair.dialled(), new byte[] {9});
        assertThat(Data.receive(pair.accepted(), 1)).containsExactly(9);
    }

    @Test
    @DisplayName("connections of one listener don't mix (checklist 60)")
    void connectionsAreSeparate() throws IOException {
        var listener = listen();
        Pair first = connect(listener);
        Pair second = connect(listener);

        Data.send(second.dialled(), new byte[] {2});
        Data.send(first.dialled(), new byte[] {1});

        assertThat(Data.receive(first.accepted(), 1)).containsExactly(1);
        assertThat(Data.receive(second.accepted(), 1)).containsExactly(2);
    }
}
