package io.thriftplugins.e2e.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.Limit;
import io.thriftplugins.e2e.support.HostLog;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.Plugins;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.server.LoadedPlugin;
import io.thriftplugins.server.PluginSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

/** Output and launches, which know nothing of transports. */
@ExtendWith(LeakCheck.class)
@DisplayName("Limits of plugins' processes")
final class ProcessLimitsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** Lives until the host ends it, and never registers. */
    private static final String WAIT = "exec cat";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"", " >&2"})
    @DisplayName("maxLineBytes: a line of that length is one, a longer one comes in two pieces (checklist 18)")
    void lineBytes(String stream) throws Exception {
        String whole = "x".repeat(200);
        Path script = Plugins.script(
                directory.resolve("lines"),
                "echo " + whole + stream,
                "echo " + whole + "y" + stream,
                "echo end" + stream,
                WAIT);
        try (HostLog log = HostLog.ofPlugin("lines", Level.TRACE);
                TestHost host = TestHost.start(Transport.PIPE, server -> server.limit(Limit.MAX_LINE_BYTES, 200))) {
            CompletableFuture<LoadedPlugin> load = load(host, script);

            Awaitility.await().atMost(PATIENCE).until(() -> log.text().contains("end"));
            assertThat(log.lines().stream().map(HostLog.Line::message))
                    .containsSubsequence(whole, whole, "y", "end")
                    .hasSize(4);
            load.cancel(true);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " >&2"})
    @DisplayName("maxOutputRate: a second's worth of lines at once, then the process waits (checklist 18)")
    void outputRate(String stream) throws Exception {
        Path script = Plugins.script(
                directory.resolve("flood"),
                "i=0; while [ $i -lt 40 ]; do echo line$i" + stream + "; i=$((i+1)); done",
                WAIT);
        try (HostLog log = HostLog.ofPlugin("flood", Level.TRACE);
                TestHost host = TestHost.start(Transport.PIPE, server -> server.limit(Limit.MAX_OUTPUT_RATE, 20))) {
            CompletableFuture<LoadedPlugin> load = load(host, script);
            Awaitility.await().atMost(PATIENCE).until(() -> log.lines().size() == 40);

            // 20 at once, and 20 in the following second; between its permit and its log the first one may be held up.
            long first = log.lines().get(0).nanos();
            long last = log.lines().get(39).nanos();
            assertThat(Duration.ofNanos(last - first)).isGreaterThan(Duration.ofMillis(500));
            load.cancel(true);
        }
    }

    @Test
    @DisplayName("maxLaunches: so many plugins between launch and registration, one more waits for its turn")
    void launches() throws Exception {
        Path started = Files.createDirectory(directory.resolve("started"));
        Path script = Plugins.script(directory.resolve("idle"), "touch '" + started + "'/$$", WAIT);
        try (TestHost host = TestHost.start(Transport.PIPE, server -> server.limit(Limit.MAX_LAUNCHES, 2))) {
            List<CompletableFuture<LoadedPlugin>> loads = new ArrayList<>();
            loads.add(load(host, script));
            loads.add(load(host, script));
            Awaitility.await().atMost(PATIENCE).until(() -> count(started) == 2);
            loads.add(load(host, script));
            assertThatThrownBy(() ->
                            Awaitility.await().atMost(Duration.ofMillis(500)).until(() -> count(started) > 2))
                    .isInstanceOf(org.awaitility.core.ConditionTimeoutException.class);

            loads.get(0).cancel(true);
            Awaitility.await().atMost(PATIENCE).until(() -> count(started) == 3);
            loads.forEach(load -> load.cancel(true));
        }
    }

    private static CompletableFuture<LoadedPlugin> load(TestHost host, Path script) {
        return host.loader().loadAsync(host.marked(PluginSource.executable(script)));
    }

    private static long count(Path files) throws Exception {
        try (Stream<Path> all = Files.list(files)) {
            return all.count();
        }
    }
}
