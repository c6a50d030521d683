package io.thriftplugins.e2e.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.Blob;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.TestHost;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A blob whose owner doesn't answer")
final class BlobDeadlineTest {

    private static final Duration LIMIT = Duration.ofSeconds(3);

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("costs its reader the host's call timeout; the owner's thread is interrupted (checklist 29)")
    void hanging(String transport, @TempDir Path directory) throws Exception {
        try (BlobHost host = BlobHost.start(directory, transport, options -> options.callTimeout(LIMIT));
                Blob blob = host.blob("hanging")) {
            var error = Errors.of(() -> blob.read(700_000, ByteBuffer.allocate(10)));

            assertThat(error.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
            await().until(() -> Boolean.TRUE.equals(host.plugin().call("interrupted")));
            assertThat(blob.read(0, ByteBuffer.allocate(10))).isEqualTo(10);
        }
    }
}
