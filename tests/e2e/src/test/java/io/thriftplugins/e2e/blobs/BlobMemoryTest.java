package io.thriftplugins.e2e.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.Blob;
import io.thriftplugins.e2e.kit.TestHost;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("It counts the direct memory of the whole JVM.")
@DisplayName("Streams of blobs")
final class BlobMemoryTest {

    @TempDir
    private Path directory;

    @Test
    @DisplayName("leave no direct memory behind but what the next ones use, and that not for long")
    void memory() throws IOException {
        try (BlobHost host = BlobHost.start(directory, TestHost.PIPE, UnaryOperator.identity());
                Blob blob = host.blob("pattern", 20_000_000)) {
            long before = direct();
            for (int i = 0; i < 20; i++) {
                try (InputStream stream = blob.openStream()) {
                    assertThat(Pattern.check(stream, 0)).isEqualTo(20_000_000);
                }
            }
            assertThat(direct() - before).isLessThan(9_000_000);
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        System.gc();
                        return direct() - before < 600_000;
                    });
        }
    }

    private static long direct() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
