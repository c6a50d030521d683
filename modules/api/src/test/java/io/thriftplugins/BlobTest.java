package io.thriftplugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A blob of this process")
final class BlobTest {

    @TempDir
    private Path directory;

    @Test
    @DisplayName("of bytes: length, name and content type")
    void ofBytes() throws IOException {
        try (Blob blob = Blob.of(new byte[] {1, 2, 3})) {
            assertThat(blob.length()).isEqualTo(3);
            assertThat(blob.name()).isEmpty();
            assertThat(blob.contentType()).isEqualTo("application/octet-stream");
            assertThat(blob.withName("a.txt").withContentType("text/plain")).satisfies(view -> {
                assertThat(view.name()).isEqualTo("a.txt");
                assertThat(view.contentType()).isEqualTo("text/plain");
                assertThat(view.readAllBytes(3)).containsExactly(1, 2, 3);
            });
        }
    }

    @Test
    @DisplayName("of a file: length, name and content type by extension, and opened by the first read only")
    void ofFile() throws IOException {
        Path file = directory.resolve("page.html");
        try (Blob blob = Blob.of(file)) {
            assertThat(blob.name()).isEqualTo("page.html");
            assertThat(blob.contentType()).isEqualTo("text/html");
            assertThatThrownBy(blob::length).isInstanceOf(NoSuchFileException.class);

            Files.writeString(file, "<p>");

            assertThat(blob.length()).isEqualTo(3);
            assertThat(blob.readAllBytes(10)).asString().isEqualTo("<p>");
        }
        assertThat(Blob.of(directory.resolve("no-such-extension")).contentType())
                .isEqualTo(Blob.UNKNOWN_CONTENT);
    }

    @ParameterizedTest
    @MethodSource("blobs")
    @DisplayName("reads at any offset")
    void read(Function<Path, Blob> source) throws IOException {
        byte[] content = random(1000);
        try (Blob blob = written(source, content)) {
            ByteBuffer target = ByteBuffer.allocate(10);
            assertThat(blob.read(990, target)).isEqualTo(10);
            assertThat(target.flip()).isEqualTo(ByteBuffer.wrap(content, 990, 10));
            assertThat(blob.read(999, target.clear())).isEqualTo(1);
            assertThat(target.position()).isEqualTo(1);
            assertThat(blob.read(1000, target)).isEqualTo(-1);
            assertThat(blob.read(Long.MAX_VALUE, target)).isEqualTo(-1);
            assertThat(blob.read(0, ByteBuffer.allocate(0))).isZero();
            assertThat(blob.read(0, ByteBuffer.allocateDirect(2000))).isEqualTo(1000);
            assertThat(catchThrowableOfType(PluginException.class, () -> blob.read(-1, target))
                            .code())
                    .isEqualTo(ErrorCode.INVALID_ARGUMENT);
        }
    }

    @ParameterizedTest
    @MethodSource("blobs")
    @DisplayName("streams from any offset, and the end of a stream leaves the blob open")
    void stream(Function<Path, Blob> source) throws IOException {
        byte[] content = random(100_000);
        try (Blob blob = written(source, content)) {
            try (InputStream stream = blob.openStream()) {
                assertThat(stream.read()).isEqualTo(content[0] & 0xff);
                assertThat(stream.skip(9)).isEqualTo(9);
                assertThat(stream.readNBytes(20)).isEqualTo(Arrays.copyOfRange(content, 10, 30));
            }
            try (InputStream stream = blob.openStream(99_990)) {
                assertThat(stream.readAllBytes()).hasSize(10);
                assertThat(stream.read()).isEqualTo(-1);
            }
            try (InputStream stream = blob.openStream(100_001)) {
                assertThat(stream.read()).isEqualTo(-1);
            }
            Path copy = directory.resolve("copy");
            try (OutputStream out = Files.newOutputStream(copy)) {
                assertThat(blob.transferTo(Channels.newChannel(out))).isEqualTo(100_000);
            }
            assertThat(copy).hasBinaryContent(content);
        }
    }

    @ParameterizedTest
    @MethodSource("blobs")
    @DisplayName("is overwritten and grows, but gets no gap")
    void write(Function<Path, Blob> source) throws IOException {
        try (Blob blob = source.apply(directory.resolve("blob"))) {
            blob.write(0, ByteBuffer.wrap(new byte[] {1, 2, 3}));
            blob.write(1, ByteBuffer.wrap(new byte[] {4}));
            blob.write(
                    3, ByteBuffer.allocateDirect(2).put((byte) 5).put((byte) 6).flip());
            blob.write(5, ByteBuffer.allocate(0));

            assertThat(blob.readAllBytes(10)).containsExactly(1, 4, 3, 5, 6);
            var gap = catchThrowableOfType(PluginException.class, () -> blob.write(6, ByteBuffer.allocate(1)));
            assertThat(gap.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(gap).hasMessage("The blob has 5 bytes; writing at 6 would leave a gap");
        }
    }

    @ParameterizedTest
    @MethodSource("blobs")
    @DisplayName("is written through a stream, whose end leaves the blob open")
    void output(Function<Path, Blob> source) throws IOException {
        byte[] content = random(700_000);
        try (Blob blob = written(source, new byte[10])) {
            OutputStream out = blob.openOutput(10);
            out.write(content[0]);
            out.write(content, 1, 599_999);
            out.flush();
            assertThat(blob.length()).isEqualTo(600_010);
            out.write(content, 600_000, 100_000);
            out.close();
            out.close();

            assertThat(blob.readAllBytes(1_000_000)).hasSize(700_010).endsWith(content);
            assertThatThrownBy(() -> out.write(1)).isInstanceOf(IOException.class);
        }
    }

    @Test
    @DisplayName("that was made of bytes or to be read refuses to be written")
    void readOnly() throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[1]);
        for (Blob blob : new Blob[] {Blob.of(new byte[1]), Blob.of(file)}) {
            assertThat(catchThrowableOfType(PluginException.class, () -> blob.write(0, ByteBuffer.allocate(1)))
                            .code())
                    .isEqualTo(ErrorCode.NOT_SUPPORTED);
            assertThatThrownBy(() -> {
                        try (OutputStream out = blob.openOutput(0)) {
                            out.write(1);
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .hasCauseInstanceOf(PluginException.class);
            blob.close();
        }
    }

    @Test
    @DisplayName("is read whole only up to a limit")
    void limit() throws IOException {
        Blob blob = Blob.of(new byte[100]).withName("big");
        assertThat(blob.readAllBytes(100)).hasSize(100);
        var refused = catchThrowableOfType(PluginException.class, () -> blob.readAllBytes(99));
        assertThat(refused.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        assertThat(refused).hasMessageContaining("'big'").hasMessageContaining("99");
        assertThat(Blob.of(new byte[0]).readAllBytes(0)).isEmpty();
    }

    @Test
    @DisplayName("may be closed twice, is useless then, and keeps no file open")
    void closed() throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[10]);
        Blob blob = Blob.of(file);
        ReadableByteChannel channel = blob.openChannel();
        assertThat(blob.length()).isEqualTo(10);
        blob.close();
        blob.close();

        assertThatThrownBy(blob::length).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
        channel.close();
        channel.close();
        assertThat(channel.isOpen()).isFalse();
        assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    @DisplayName("of a file survives the interrupt of one of its readers")
    void interrupted() throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[10]);
        try (Blob blob = Blob.of(file)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> blob.read(0, ByteBuffer.allocate(1)))
                    .isInstanceOf(ClosedByInterruptException.class);
            assertThat(Thread.interrupted()).isTrue();

            assertThat(blob.read(0, ByteBuffer.allocate(20))).isEqualTo(10);
        }
    }

    static Stream<Function<Path, Blob>> blobs() {
        return Stream.of(
                file -> Blob.writable(), Blob::writable, file -> Blob.writable().withName("view"));
    }

    private Blob written(Function<Path, Blob> source, byte[] content) throws IOException {
        Blob blob = source.apply(directory.resolve("blob"));
        blob.write(0, ByteBuffer.wrap(content));
        return blob;
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(size).nextBytes(bytes);
        return bytes;
    }
}
