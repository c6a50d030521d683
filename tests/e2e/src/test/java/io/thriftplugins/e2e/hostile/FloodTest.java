package io.thriftplugins.e2e.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.FunctionInfo;
import io.thriftplugins.Limit;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.ServedObject;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.TestHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two plugins, one of which floods its host: the other one's calls go on. How fast, the FloodBenchmark tells. */
@DisplayName("While a plugin floods")
final class FloodTest {

    private static final Duration PATIENCE = Duration.ofSeconds(50);

    private static final List<String> FLOODS =
            List.of("calls", "log", "stdout", "stderr", "handles", "large", "registrations");

    /** Objects that are made and then refused, since there is no handle left for them. */
    private static final int THREADS_IN_FLIGHT = 8;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("calls, log, output, handles, large messages and registrations, others go on (checklist 18, 56)")
    void others(String transport) {
        AtomicInteger held = new AtomicInteger();
        try (TestHost host = TestHost.start(
                transport,
                options -> options.limit(Limit.MAX_HANDLES, 50)
                        .function("echo(value: any): any", call -> call.get(0))
                        .function("gift(): object", call -> gift(held)))) {
            PluginHandle witness = host.load(PluginJars.source(directory, WitnessPlugin.class, Vitals.class));
            PluginHandle flood = host.load(PluginJars.source(directory, FloodPlugin.class));
            for (String what : FLOODS) {
                flood.call("begin", what);

                for (int i = 0; i < 50; i++) {
                    assertThat(witness.call("add", 2L, 3L)).as(what).isEqualTo(5L);
                    assertThat(witness.call("through", "x")).as(what).isEqualTo("x");
                }
            }
            // All of it at once, and it really is a flood; beyond the limit handles are refused, not kept.
            Awaitility.await().atMost(PATIENCE).until(() -> (Long) flood.call("refused", "handles") > 0);
            // Of registrations as well, whose functions are mostly parameters.
            Awaitility.await().atMost(PATIENCE).until(() -> (Long) flood.call("refused", "registrations") > 0);
            assertThat(textOf(flood.functions())).isLessThanOrEqualTo(1 << 20);
            long done = (Long) flood.call("done");
            Awaitility.await().atMost(PATIENCE).until(() -> (Long) flood.call("done") > done + 100);
            assertThat(held.get()).isLessThanOrEqualTo(50 + THREADS_IN_FLIGHT);
            assertThat(witness.call("through", "x")).isEqualTo("x");
        }
        // Objects are closed by threads that nobody waits for.
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(held).hasValue(0));
    }

    private static long textOf(List<FunctionInfo> functions) {
        return functions.stream()
                .mapToLong(function -> function.signature().wireText().length())
                .sum();
    }

    private static ServedObject gift(AtomicInteger held) {
        held.incrementAndGet();
        return ServedObject.builder("gift").onClose(held::decrementAndGet).build();
    }
}
