package io.thriftplugins.e2e.blobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.Blob;
import io.thriftplugins.e2e.kit.TestHost;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Many readers of blobs")
final class BlobConcurrencyTest {

    private static final int READERS = 64;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("64 threads read one blob, with streams and anywhere (checklist 22)")
    void manyReaders(String transport) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try (BlobHost host = BlobHost.start(directory, transport, UnaryOperator.identity());
                Blob blob = host.blob("pattern", 2_000_000)) {
            List<Callable<Void>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                int number = i;
                readers.add(() -> {
                    if (number % 2 == 0) {
                        try (InputStream stream = blob.openStream(number * 1000L)) {
                            assertThat(Pattern.check(stream, number * 1000L)).isEqualTo(2_000_000 - number * 1000L);
                        }
                    } else {
                        for (long offset = number; offset < 1_900_000; offset += 99_991) {
                            ByteBuffer target = ByteBuffer.allocate(1000);
                            assertThat(blob.read(offset, target)).isEqualTo(1000);
                            assertThat(target.flip()).isEqualTo(ByteBuffer.wrap(Pattern.bytes(offset, 1000)));
                        }
                    }
                    return null;
                });
            }
            for (Future<Void> reader : threads.invokeAll(readers, 60, TimeUnit.SECONDS)) {
                reader.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("a single connection serves a stream, calls meanwhile, and nested reads (checklist 23, 32)")
    void oneConnection(String transport) throws IOException {
        try (BlobHost host = BlobHost.start(directory, transport, options -> options.maxConnectionsPerPlugin(1));
                Blob blob = host.blob("pattern", 3_000_000);
                InputStream stream = blob.openStream()) {
            long position = 0;
            byte[] piece = stream.readNBytes(100_000);
            while (piece.length > 0) {
                assertThat(piece).isEqualTo(Pattern.bytes(position, piece.length));
                assertThat(host.plugin().call("echo", position)).isEqualTo(position);
                position += piece.length;
                piece = stream.readNBytes(100_000);
            }
            assertThat(position).isEqualTo(3_000_000);
            // The plugin reads a blob of the host that is its own: host to plugin to host to plugin.
            assertThat(host.plugin().call("check", new Through(blob))).isEqualTo(3_000_000L);
        }
    }

    /** A blob of the host whose bytes come from the plugin. */
    private record Through(Blob blob) implements Blob {

        @Override
        public long length() throws IOException {
            return blob.length();
        }

        @Override
        public int read(long offset, ByteBuffer target) throws IOException {
            return blob.read(offset, target);
        }
    }
}
