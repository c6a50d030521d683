package io.thriftplugins.e2e.blobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.Blob;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.TestHost;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A blob")
final class BlobsTest {

    private static final long[] SIZES = {0, 1, 65_535, 65_536, 65_537, 327_680, 5_000_000};

    /** More than an offset of 32 bits can tell. */
    private static final long HUGE = (5L << 30) + 7;

    @Parameter
    private String transport;

    @TempDir
    private Path files;

    private BlobHost host;

    @BeforeParameterizedClassInvocation(injectArguments = false)
    void start(@TempDir Path directory) {
        host = BlobHost.start(directory, transport, UnaryOperator.identity());
    }

    @AfterParameterizedClassInvocation(injectArguments = false)
    void stop() {
        host.close();
    }

    @Test
    @DisplayName("of the plugin arrives whole, whatever its length (checklist 21, 33)")
    void fromThePlugin() throws IOException {
        for (long size : SIZES) {
            try (Blob blob = host.blob("pattern", size);
                    InputStream stream = blob.openStream()) {
                assertThat(blob.length()).isEqualTo(size);
                assertThat(Pattern.check(stream, 0)).isEqualTo(size);
                assertThat(blob.readAllBytes(5_000_000)).hasSize((int) size);
            }
        }
    }

    @Test
    @DisplayName("of the host arrives whole, whatever its length (checklist 21, 33)")
    void fromTheHost() {
        for (long size : SIZES) {
            assertThat(host.plugin().call("check", new Pattern(size))).isEqualTo(size);
        }
    }

    @Test
    @DisplayName("has name, content type and length, in both directions")
    void description() throws IOException {
        try (Blob blob = host.blob("text", "Grüße")) {
            assertThat(blob.name()).isEqualTo("text.txt");
            assertThat(blob.contentType()).isEqualTo("text/plain");
            assertThat(blob.length()).isEqualTo(7);
            assertThat(new String(blob.readAllBytes(100), StandardCharsets.UTF_8))
                    .isEqualTo("Grüße");
        }
        Blob page = Blob.of(Files.writeString(files.resolve("page.html"), "<p>"));
        assertThat(host.plugin().call("describe", page)).isEqualTo(List.of("page.html", "text/html", 3L));
        assertThat(host.plugin().call("describe", new Pattern(9)))
                .isEqualTo(List.of("pattern", Blob.UNKNOWN_CONTENT, 9L));
        page.close();
    }

    @Test
    @DisplayName("is read anywhere, into heap and direct memory")
    void randomAccess() throws IOException {
        try (Blob blob = host.blob("pattern", 1_000_000)) {
            for (ByteBuffer target : List.of(ByteBuffer.allocate(5000), ByteBuffer.allocateDirect(5000))) {
                for (long offset : new long[] {0, 1, 700_001, 995_000}) {
                    assertThat(blob.read(offset, target.clear())).isEqualTo(5000);
                    assertThat(target.flip()).isEqualTo(ByteBuffer.wrap(Pattern.bytes(offset, 5000)));
                }
                assertThat(blob.read(999_999, target.clear())).isOne();
                assertThat(blob.read(1_000_000, target.clear())).isEqualTo(-1);
                assertThat(blob.read(Long.MAX_VALUE, target.clear())).isEqualTo(-1);
                assertThat(target.position()).isZero();
                assertThat(blob.read(0, target.limit(0))).isZero();
            }
            assertThat(Errors.of(() -> blob.read(-1, ByteBuffer.allocate(1))).code())
                    .isEqualTo(ErrorCode.INVALID_ARGUMENT);
        }
    }

    @Test
    @DisplayName("may be longer than 2 GiB, in both directions")
    void huge() throws IOException {
        try (Blob blob = host.blob("pattern", HUGE)) {
            assertThat(blob.length()).isEqualTo(HUGE);
            ByteBuffer target = ByteBuffer.allocate(100);
            assertThat(blob.read((3L << 30) + 1, target)).isEqualTo(100);
            assertThat(target.flip()).isEqualTo(ByteBuffer.wrap(Pattern.bytes((3L << 30) + 1, 100)));
            try (InputStream stream = blob.openStream(HUGE - 1_000_000)) {
                assertThat(Pattern.check(stream, HUGE - 1_000_000)).isEqualTo(1_000_000);
            }
        }
        assertThat(host.plugin().call("check", new Pattern(HUGE), HUGE - 1_000_000))
                .isEqualTo(1_000_000L);
    }

    @Test
    @DisplayName("of a file may be longer than 2 GiB, and is written beyond that, in both directions")
    void hugeFile() throws IOException {
        Path file = sparse("plugins");
        long end = Files.size(file);
        try (Blob blob = host.blob("output", file.toString());
                OutputStream out = blob.openOutput(end)) {
            out.write(Pattern.bytes(end, 300_000));
        }
        Path other = sparse("hosts");
        try (Blob blob = Blob.writable(other)) {
            host.plugin().call("write", blob, end, 300_000);
        }
        for (Path written : List.of(file, other)) {
            assertThat(Files.size(written)).isEqualTo(end + 300_000);
            try (Blob blob = host.blob("file", written.toString());
                    InputStream stream = blob.openStream(end)) {
                assertThat(Pattern.check(stream, end)).isEqualTo(300_000);
            }
        }
    }

    /** A file of 3 GiB that takes no room on the disk. */
    private Path sparse(String name) throws IOException {
        Path file = files.resolve(name);
        try (var access = new java.io.RandomAccessFile(file.toFile(), "rw")) {
            access.setLength(3L << 30);
        }
        return file;
    }

    @Test
    @DisplayName("is overwritten and grows, but gets no gap, in both directions")
    void written() throws IOException {
        try (Blob blob = host.blob("empty");
                Blob ours = Blob.writable()) {
            blob.write(0, ByteBuffer.allocate(0));
            for (Blob each : List.of(blob, ours)) {
                try (OutputStream out = each.openOutput(0)) {
                    out.write(new byte[10]);
                }
            }
            blob.write(5, ByteBuffer.wrap(Pattern.bytes(5, 700_000)));
            host.plugin().call("write", ours, 5, 700_000);
            for (Blob each : List.of(blob, ours)) {
                assertThat(each.length()).isEqualTo(700_005);
                assertThat(each.readAllBytes(1_000_000)).endsWith(Pattern.bytes(5, 700_000));
            }
            assertThat(Errors.of(() -> blob.write(700_006, ByteBuffer.allocate(1))))
                    .hasMessageContaining("would leave a gap")
                    .extracting(e -> e.code())
                    .isEqualTo(ErrorCode.INVALID_ARGUMENT);
        }
        try (Blob blob = host.blob("text", "fixed")) {
            assertThat(Errors.of(() -> blob.write(0, ByteBuffer.allocate(1))).code())
                    .isEqualTo(ErrorCode.NOT_SUPPORTED);
        }
    }

    @Test
    @DisplayName("may be passed as bytes, and bytes as a blob")
    void bytes() {
        assertThat(host.plugin().call("bytes", new byte[] {1, 2, 3})).isEqualTo(3L);
        assertThat(host.plugin().call("bytes", Blob.of(new byte[1000]))).isEqualTo(1000L);
        assertThat(host.plugin().call("describe", new byte[4])).isEqualTo(List.of("", Blob.UNKNOWN_CONTENT, 4L));
    }
}
