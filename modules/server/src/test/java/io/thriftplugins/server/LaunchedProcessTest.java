package io.thriftplugins.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The end of a plugin's process")
class LaunchedProcessTest {

    private static final StopPolicy END_OF_INPUT =
            new StopPolicy(Duration.ZERO, Duration.ofSeconds(20), Duration.ofMillis(300), Duration.ofSeconds(10));

    private final Launch launch = new Launch();

    @TempDir
    Path directory;

    @AfterEach
    void end() {
        launch.close();
    }

    private LaunchedProcess start(Runnable removal) {
        PluginSource source = PluginSource.of(Scripts.script(directory, "plugin", "read end"));
        return new LaunchedProcess("p", launch.start(source), removal);
    }

    @Test
    @DisplayName("comes after its files are removed")
    void removed() {
        AtomicBoolean removed = new AtomicBoolean();
        LaunchedProcess process = start(() -> removed.set(true));

        process.stop(END_OF_INPUT, () -> true);

        assertThat(Launch.get(process.ended()).exitCode()).isNotNull();
        assertThat(removed).isTrue();
    }

    @Test
    @DisplayName("doesn't wait for ever until its files are removed (checklist 36)")
    void endless() throws Exception {
        CountDownLatch testOver = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        LaunchedProcess process = start(() -> {
            begun.countDown();
            try {
                testOver.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        try {
            assertThat(process.stop(END_OF_INPUT, () -> true)).isNotEqualTo(StopResult.STILL_RUNNING);
            assertThat(Launch.get(process.ended()).exitCode()).isNotNull();
            assertThat(begun.getCount()).isZero();
        } finally {
            testOver.countDown();
        }
    }
}
