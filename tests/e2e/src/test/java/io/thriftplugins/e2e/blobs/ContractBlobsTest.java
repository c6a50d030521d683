package io.thriftplugins.e2e.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.thriftplugins.Blob;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.PythonPeer;
import io.thriftplugins.e2e.kit.TestHost;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
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
@DisplayName("A blob of or for a plugin that knows only the contract")
final class ContractBlobsTest {

    private static final int PERIOD = 251;

    @Parameter
    private String transport;

    private final AtomicInteger closed = new AtomicInteger();
    private TestHost host;
    private PluginHandle plugin;

    @BeforeParameterizedClassInvocation(injectArguments = false)
    void start(@TempDir Path directory) {
        host = TestHost.start(
                transport,
                options -> options.maxConnectionsPerPlugin(3).function("give(): blob", call -> new Given(closed)));
        plugin = host.load(PythonPeer.source(directory, "blob_plugin.py", "normal"));
    }

    @AfterParameterizedClassInvocation(injectArguments = false)
    void stop() {
        host.close();
    }

    private Blob blob(String function, Object... arguments) {
        return (Blob) Objects.requireNonNull(plugin.call(function, arguments));
    }

    private static byte[] expected(long offset, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) ((offset + i) % PERIOD);
        }
        return bytes;
    }

    @Test
    @DisplayName("is read whole, without ever asking for more than it has (checklist 33)")
    void stream() throws IOException {
        for (int size : new int[] {0, 1, 1000, 100_000, 1_234_567}) {
            try (Blob blob = blob("blob", size);
                    InputStream stream = blob.openStream()) {
                assertThat(blob.length()).isEqualTo(size);
                assertThat(blob.contentType()).isEqualTo("application/x-test");
                assertThat(blob.name()).isEqualTo("a blob");
                assertThat(stream.readAllBytes()).isEqualTo(expected(0, size));
            }
        }
    }

    @Test
    @DisplayName("is read anywhere, and its end is known")
    void read() throws IOException {
        try (Blob blob = blob("blob", 1000)) {
            ByteBuffer target = ByteBuffer.allocate(5000);
            assertThat(blob.read(990, target)).isEqualTo(10);
            assertThat(target.flip()).isEqualTo(ByteBuffer.wrap(expected(990, 10)));
            assertThat(blob.read(1000, target.clear())).isEqualTo(-1);
            assertThat(blob.read(1L << 40, target.clear())).isEqualTo(-1);
        }
    }

    @Test
    @DisplayName("is read up to 2 GiB; what lies behind is refused with the reason")
    void huge() throws IOException {
        try (Blob blob = blob("blob", 5L << 30)) {
            assertThat(blob.length()).isEqualTo(5L << 30);
            ByteBuffer target = ByteBuffer.allocate(10);
            assertThat(blob.read(Integer.MAX_VALUE, target)).isEqualTo(10);
            assertThat(target.array()).isEqualTo(expected(Integer.MAX_VALUE, 10));

            var refused = Errors.of(() -> blob.read(1L << 31, target.clear()));
            assertThat(refused.code()).isEqualTo(ErrorCode.NOT_SUPPORTED);
            assertThat(refused).hasMessageContaining("'a blob'").hasMessageContaining("32 bits");
            try (InputStream stream = blob.openStream((1L << 31) - 1)) {
                var failure = catchThrowableOfType(IOException.class, stream::readAllBytes);
                assertThat(((PluginException) Objects.requireNonNull(failure.getCause())).code())
                        .isEqualTo(ErrorCode.NOT_SUPPORTED);
            }
        }
    }

    @Test
    @DisplayName("is written as a whole, and nowhere but at its start")
    void write() throws IOException {
        try (Blob blob = blob("writable")) {
            try (OutputStream out = blob.openOutput(0)) {
                out.write("written in".getBytes(StandardCharsets.UTF_8));
                out.flush();
                out.write(" two pieces".getBytes(StandardCharsets.UTF_8));
            }
            assertThat(plugin.call("stored")).isEqualTo("written in two pieces");

            assertThat(Errors.of(() -> blob.write(1, ByteBuffer.allocate(1))).code())
                    .isEqualTo(ErrorCode.NOT_SUPPORTED);
            assertThat(Errors.of(() -> blob.write(0, ByteBuffer.allocate(20_000_000)))
                            .code())
                    .isEqualTo(ErrorCode.NOT_SUPPORTED);
            assertThat(blob.length()).isEqualTo(21);
        }
    }

    @Test
    @DisplayName("is released when it is closed, and useless then")
    void closed() {
        Object before = plugin.call("closed");
        Blob blob = blob("blob", 10);
        blob.close();
        blob.close();

        assertThat(plugin.call("closed")).isEqualTo((Long) Objects.requireNonNull(before) + 1);
        assertThat(Errors.of(() -> blob.read(0, ByteBuffer.allocate(1))).code()).isEqualTo(ErrorCode.OBJECT_RELEASED);
    }

    @Test
    @DisplayName("of the host is read by it, and closed once")
    void ofTheHost() {
        int before = closed.get();
        long sum = 0;
        for (byte b : expected(0, Given.LENGTH)) {
            sum += b & 0xff;
        }
        assertThat(plugin.call("read_host", "give")).isEqualTo(List.of((long) Given.LENGTH, "text/x-given", sum));
        assertThat(closed).hasValue(before + 1);
    }

    /** What the host gives. */
    private record Given(AtomicInteger closed) implements Blob {

        static final int LENGTH = 200_001;

        @Override
        public long length() {
            return LENGTH;
        }

        @Override
        public String contentType() {
            return "text/x-given";
        }

        @Override
        public int read(long offset, ByteBuffer target) {
            if (offset >= LENGTH) {
                return -1;
            }
            byte[] bytes = expected(offset, (int) Math.min(target.remaining(), LENGTH - offset));
            target.put(bytes);
            return bytes.length;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
