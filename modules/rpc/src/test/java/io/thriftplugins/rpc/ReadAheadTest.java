package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limits;
import io.thriftplugins.PluginException;
import io.thriftplugins.spi.Transports;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A stream that is read ahead")
final class ReadAheadTest {

    private static final long SECONDS = 30;

    private final Rpc rpc = new Rpc("test", Transports.find(), Limits.DEFAULT, Duration.ofSeconds(SECONDS));
    private final Content content = new Content(3_000_000);

    @AfterEach
    void everythingIsGivenBack() {
        await().atMost(Duration.ofSeconds(SECONDS)).until(() -> rpc.chunks().unused());
        rpc.close();
    }

    /** A blob that counts who reads, and reads short of what it is asked. */
    private static final class Content implements PieceReader {

        private final byte[] bytes;
        private volatile int available;
        private final SplittableRandom random = new SplittableRandom(1);
        final AtomicInteger reading = new AtomicInteger();
        final AtomicInteger most = new AtomicInteger();
        final AtomicLong furthest = new AtomicLong();
        volatile boolean shortReads;

        Content(int size) {
            bytes = new byte[size];
            available = size;
            random.nextBytes(bytes);
        }

        @Override
        public int read(long offset, ByteBuffer target, boolean spare) {
            most.accumulateAndGet(reading.incrementAndGet(), Math::max);
            try {
                if (offset >= available) {
                    return 0;
                }
                int count = (int) Math.min(target.remaining(), available - offset);
                if (shortReads) {
                    synchronized (random) {
                        count = 1 + random.nextInt(count);
                    }
                }
                target.put(bytes, (int) offset, count);
                furthest.accumulateAndGet(offset + count, Math::max);
                return count;
            } finally {
                reading.decrementAndGet();
            }
        }
    }

    private InputStream stream(PieceReader source, long offset) {
        return Channels.newInputStream(new ReadAhead(rpc, source, offset));
    }

    @Test
    @DisplayName("has all bytes in order (checklist 33)")
    void everything() throws IOException {
        try (InputStream stream = stream(content, 0)) {
            assertThat(stream.readAllBytes()).isEqualTo(content.bytes);
            assertThat(stream.read()).isEqualTo(-1);
        }
    }

    @Test
    @DisplayName("has all bytes in order even if each read is short (checklist 33)")
    void shortReads() throws IOException {
        content.shortReads = true;
        for (long offset : new long[] {0, 1, 65_536, 2_999_999, 3_000_000, 4_000_000}) {
            try (InputStream stream = stream(content, offset)) {
                assertThat(stream.readAllBytes())
                        .isEqualTo(Arrays.copyOfRange(
                                content.bytes, (int) Math.min(offset, content.bytes.length), content.bytes.length));
            }
        }
    }

    @Test
    @DisplayName("may end exactly where a piece ends")
    void endsWithAPiece() throws IOException {
        for (int size : new int[] {0, 1, 65_536, 65_536 + ChunkPool.CHUNK, 65_536 + 3 * ChunkPool.CHUNK}) {
            Content exact = new Content(size);
            try (InputStream stream = stream(exact, 0)) {
                assertThat(stream.readAllBytes()).isEqualTo(exact.bytes);
            }
        }
    }

    @Test
    @DisplayName("reads nothing ahead for who only wants the first bytes")
    void head() throws IOException {
        try (InputStream stream = stream(content, 0)) {
            assertThat(stream.readNBytes(1000)).hasSize(1000);
        }
        assertThat(content.furthest).hasValue(65_536);
    }

    @Test
    @DisplayName("gets no further ahead than it may, however slow the reader is")
    void bounded() throws IOException {
        int most = ReadAhead.AHEAD * ChunkPool.CHUNK;
        try (InputStream stream = stream(content, 0)) {
            long position = 0;
            while (position < content.bytes.length) {
                position += stream.readNBytes(50_000).length;
                assertThat(content.furthest.get()).isLessThanOrEqualTo(position + ChunkPool.CHUNK + most);
            }
        }
        assertThat(content.most.get()).isBetween(1, 3);
        assertThat(rpc.chunks().size()).isBetween(1, ReadAhead.AHEAD + 1);
    }

    @Test
    @DisplayName("is fetched while the reader does something else")
    void ahead() throws IOException {
        try (InputStream stream = stream(content, 0)) {
            assertThat(stream.readNBytes(70_000)).hasSize(70_000);
            await().atMost(Duration.ofSeconds(SECONDS))
                    .until(() -> content.furthest.get() >= 65_536 + 2 * ChunkPool.CHUNK);
        }
    }

    @Test
    @DisplayName("goes on by itself where there is no connection to spare")
    void noConnectionToSpare() throws IOException {
        try (InputStream stream = stream(
                (offset, target, spare) -> spare ? PieceReader.NO_CONNECTION : content.read(offset, target, false),
                0)) {
            assertThat(stream.readAllBytes()).isEqualTo(content.bytes);
        }
        assertThat(content.most).hasValue(1);
    }

    @Test
    @DisplayName("tells a failure where it happened, and after what was there before")
    void failure() throws IOException {
        PluginException broken = new PluginException(ErrorCode.CONNECTION_LOST, "broken");
        long where = 65_536 + 2L * ChunkPool.CHUNK;
        try (InputStream stream = stream(
                (offset, target, spare) -> {
                    if (offset >= where) {
                        throw broken;
                    }
                    return content.read(offset, target, spare);
                },
                0)) {
            assertThat(stream.readNBytes((int) where)).isEqualTo(Arrays.copyOf(content.bytes, (int) where));
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(stream::read).isInstanceOf(IOException.class).hasCause(broken);
            }
        }
    }

    @Test
    @DisplayName("ends where it ended first, although the blob grew meanwhile")
    void grown() throws Exception {
        content.available = 70_000;
        CountDownLatch second = new CountDownLatch(1);
        PieceReader growing = (offset, target, spare) -> {
            if (offset >= 65_536 + ChunkPool.CHUNK) {
                try {
                    assertThat(second.await(SECONDS, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                return content.read(offset, target, spare);
            }
            int count = content.read(offset, target, spare);
            if (offset >= 70_000) {
                content.available = content.bytes.length;
                second.countDown();
            }
            return count;
        };
        try (InputStream stream = stream(growing, 0)) {
            assertThat(stream.readAllBytes()).isEqualTo(Arrays.copyOf(content.bytes, 70_000));
            assertThat(stream.read()).isEqualTo(-1);
        }
    }

    @Test
    @DisplayName("cuts off what hangs when it is closed, and not at once what doesn't")
    void closeWhileFetching() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        Semaphore hanging = new Semaphore(0);
        PieceReader slow = (offset, target, spare) -> {
            if (spare) {
                hanging.release();
                try {
                    new CountDownLatch(1).await(SECONDS, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw new PluginException(ErrorCode.CANCELLED, "interrupted", e);
                }
            }
            return content.read(offset, target, spare);
        };
        InputStream stream = stream(slow, 0);
        assertThat(stream.readNBytes(70_000)).hasSize(70_000);
        assertThat(hanging.tryAcquire(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(interrupted.getCount()).isOne();

        stream.close();
        stream.close();

        assertThat(interrupted.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(stream::read).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    @DisplayName("is closed by another thread while its reader waits")
    void closeWhileWaiting() throws Exception {
        assertThat(wakesUp(ReadAhead::close, ClosedChannelException.class::isInstance))
                .isTrue();
    }

    @Test
    @DisplayName("lets its reader be interrupted while it waits")
    void interruptWhileWaiting() throws Exception {
        Thread reader = Thread.currentThread();
        assertThat(wakesUp(channel -> reader.interrupt(), InterruptedIOException.class::isInstance))
                .isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }

    private boolean wakesUp(java.util.function.Consumer<ReadAhead> event, Predicate<IOException> expected)
            throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(1);
        boolean woken = false;
        ReadAhead channel = new ReadAhead(
                rpc,
                (offset, target, spare) -> {
                    if (spare) {
                        hanging.countDown();
                        awaitQuietly(release);
                    } else if (offset > 0) {
                        // A reader that is faster than the thread that fetches ahead would never wait for it.
                        awaitQuietly(hanging);
                    }
                    return content.read(offset, target, spare);
                },
                0);
        Thread other = new Thread(() -> {
            awaitQuietly(hanging);
            await().atMost(Duration.ofSeconds(SECONDS)).until(channel::isWaitedFor);
            event.accept(channel);
        });
        other.start();
        try {
            while (channel.read(ByteBuffer.allocate(100_000)) > 0) {
                // Up to the piece that hangs.
            }
        } catch (IOException e) {
            woken = expected.test(e);
        }
        // The interrupt is the reader's to see, but would also end the wait for the other thread.
        boolean interrupted = Thread.interrupted();
        release.countDown();
        other.join(Duration.ofSeconds(SECONDS).toMillis());
        channel.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return woken;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
