package io.thriftplugins.e2e.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.Blob;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.Processes;
import io.thriftplugins.e2e.kit.TestHost;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
@DisplayName("When something goes wrong with a blob")
final class BlobFaultsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Parameter
    private String transport;

    private BlobHost host;

    @BeforeEach
    void start(@TempDir Path directory) {
        host = BlobHost.start(directory, transport, UnaryOperator.identity());
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    @DisplayName("its own error arrives where it happened, after all that could be read (checklist 24)")
    void broken() throws IOException {
        try (Blob blob = host.blob("broken", 1_000_000);
                InputStream stream = blob.openStream()) {
            var failure = catchThrowableOfType(IOException.class, () -> Pattern.check(stream, 0));

            var cause = (PluginException) Objects.requireNonNull(failure.getCause());
            assertThat(cause.code()).isEqualTo(ErrorCode.FUNCTION_FAILED);
            assertThat(cause).hasMessageContaining("full of holes");
            assertThat(blob.read(0, ByteBuffer.allocate(10))).isEqualTo(10);
        }
        assertThat(Errors.of(() -> host.plugin().call("check", new Broken()))).hasMessageContaining("no such luck");
    }

    /** The host's. */
    private static final class Broken implements Blob {

        @Override
        public long length() {
            return 10;
        }

        @Override
        public int read(long offset, ByteBuffer target) throws IOException {
            throw new IOException("no such luck");
        }
    }

    @Test
    @DisplayName("the plugin is killed in mid-stream: the stream fails at once, and says so (checklist 42)")
    void killed() throws IOException {
        Blob blob = host.blob("pattern", 1L << 40);
        try (InputStream stream = blob.openStream()) {
            assertThat(stream.readNBytes(1_000_000)).isEqualTo(Pattern.bytes(0, 1_000_000));
            long start = System.nanoTime();
            Processes.kill(host.plugin().pid().orElseThrow());
            var failure = catchThrowableOfType(IOException.class, () -> Pattern.check(stream, 1_000_000));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            assertThat(((PluginException) Objects.requireNonNull(failure.getCause())).code())
                    .isEqualTo(ErrorCode.PLUGIN_ENDED);
        }
        assertThat(Errors.of(() -> blob.read(0, ByteBuffer.allocate(1))).code()).isEqualTo(ErrorCode.PLUGIN_ENDED);
        blob.close();
        blob.close();
    }

    @Test
    @DisplayName("it is closed: once for its owner, harmlessly twice, and useless then")
    void closed() throws IOException {
        Blob blob = host.blob("watched");
        InputStream stream = blob.openStream();
        assertThat(stream.readNBytes(500_000)).hasSize(500_000);
        blob.close();
        blob.close();

        assertThat(host.plugin().call("closed")).isEqualTo(1L);
        assertThat(Errors.of(blob::length).code()).isEqualTo(ErrorCode.OBJECT_RELEASED);
        assertThat(Errors.of(() -> blob.read(0, ByteBuffer.allocate(1))).code()).isEqualTo(ErrorCode.OBJECT_RELEASED);
        assertThat(Errors.of(() -> blob.write(0, ByteBuffer.allocate(1))).code())
                .isEqualTo(ErrorCode.OBJECT_RELEASED);
        var failure = catchThrowableOfType(IOException.class, stream::readAllBytes);
        assertThat(((PluginException) Objects.requireNonNull(failure.getCause())).code())
                .isEqualTo(ErrorCode.OBJECT_RELEASED);
        stream.close();
        stream.close();
    }

    @Test
    @DisplayName("a stream is closed early: no more of the blob is read, and the blob stays open")
    void closedEarly() throws IOException {
        try (Blob blob = host.blob("watched")) {
            try (InputStream stream = blob.openStream()) {
                assertThat(stream.readNBytes(500_000)).hasSize(500_000);
            }
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(100))
                    .during(Duration.ofMillis(500))
                    .until(() -> host.plugin().call("reads"), reads -> ((Long) Objects.requireNonNull(reads)) < 8);
            assertThat(blob.length()).isEqualTo(10_000_000);
        }
        assertThat(host.plugin().call("closed")).isEqualTo(1L);
    }

    @Test
    @DisplayName("a read hangs: closing the stream cuts it off in the plugin too (checklist 30, 31)")
    void hanging() throws IOException {
        try (Blob blob = host.blob("hanging")) {
            try (InputStream stream = blob.openStream()) {
                assertThat(stream.readNBytes(65_537)).isEqualTo(Pattern.bytes(0, 65_537));
                await().atMost(PATIENCE)
                        .until(() -> Long.valueOf(1).equals(host.plugin().call("reads")));
            }
            await().atMost(PATIENCE)
                    .until(() -> Boolean.TRUE.equals(host.plugin().call("interrupted")));
            assertThat(blob.read(0, ByteBuffer.allocate(10))).isEqualTo(10);
        }
    }

    @Test
    @DisplayName("the reader is interrupted: it gets away at once, and so does the plugin's thread (checklist 31)")
    void interrupted() throws Exception {
        try (Blob blob = host.blob("hanging")) {
            var outcome = new java.util.concurrent.CompletableFuture<Throwable>();
            Thread reader = new Thread(() -> {
                try {
                    blob.read(700_000, ByteBuffer.allocate(10));
                    outcome.complete(new AssertionError("nothing was thrown"));
                } catch (Throwable e) {
                    outcome.complete(e);
                }
            });
            reader.start();
            await().atMost(PATIENCE)
                    .until(() -> Long.valueOf(1).equals(host.plugin().call("reads")));
            reader.interrupt();

            assertThat(outcome.get(30, java.util.concurrent.TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
            await().atMost(PATIENCE)
                    .until(() -> Boolean.TRUE.equals(host.plugin().call("interrupted")));
        }
    }

    @Test
    @DisplayName("what is no blob is refused as an argument (checklist 27)")
    void noBlob() {
        assertThat(Errors.of(() -> host.plugin().call("check", "text")).code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(Errors.of(() -> host.plugin().call("check", new Object[] {null}))
                        .code())
                .isEqualTo(ErrorCode.INVALID_ARGUMENT);
    }
}
