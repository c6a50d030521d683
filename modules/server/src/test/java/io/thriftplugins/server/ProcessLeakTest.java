package io.thriftplugins.server;

import static io.thriftplugins.server.Scripts.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.StopResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Counts what belongs to the whole JVM, so nothing else may run beside it. */
@Isolated
class ProcessLeakTest {

    private static final int ROUNDS = 200;

    @TempDir
    Path directory;

    @Test
    @Timeout(120)
    @DisplayName("no thread, file descriptor, child or zombie is left after many rounds (checklist 40)")
    void nothing_is_left() {
        Path graceful = script(directory, "graceful-plugin", "sleep 1000 & read end");
        Path crashing = script(directory, "crashing-plugin", "echo out; echo err >&2; exit 3");
        rounds(1, graceful, crashing);
        long descriptors = descriptors();
        rounds(ROUNDS, graceful, crashing);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(threads()).isEmpty();
            assertThat(ProcessHandle.current().descendants()).isEmpty();
            assertThat(descriptors()).isLessThanOrEqualTo(descriptors);
        });
    }

    private void rounds(int count, Path graceful, Path crashing) {
        try (Launch launch = new Launch()) {
            for (int i = 0; i < count; i++) {
                PluginProcess one = launch.start(PluginSource.of(graceful));
                PluginProcess two = launch.start(PluginSource.of(crashing));
                assertThat(one.stop(Launch.PATIENT, () -> false)).isEqualTo(StopResult.INPUT_ENDED);
                assertThat(Launch.get(two.onExit()).exitCode()).isEqualTo(3);
            }
        }
    }

    @Test
    @DisplayName("an idle plugin process costs one thread, and all together one more")
    void threads_per_idle_plugin() {
        Path plugin = script(directory, "plugin", "echo ready", "read end");
        try (Launch launch = new Launch()) {
            List<PluginProcess> processes = new ArrayList<>();
            Set<Thread> before = allThreads();
            for (int i = 0; i < 10; i++) {
                processes.add(launch.start(PluginSource.of(plugin)));
            }
            await().until(() -> launch.stdout.size() == 10);
            Set<Thread> more = new HashSet<>(allThreads());
            more.removeAll(before);
            assertThat(more).hasSizeBetween(1, 11);
            assertThat(threads()).containsExactly(OutputPump.THREAD);
            assertThat(processes).allMatch(PluginProcess::isAlive);
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("thrift-plugins-"))
                .toList();
    }

    private static Set<Thread> allThreads() {
        return Thread.getAllStackTraces().keySet();
    }

    private static long descriptors() {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
