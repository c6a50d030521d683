package io.thriftplugins.e2e.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.TestHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Calls at the same time")
final class ConcurrencyTest {

    private static final int THREADS = 64;
    private static final int CALLS = 50;

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("from 64 threads, in both directions: everyone gets his own answer (checklist 22)")
    void manyThreads(String transport, @TempDir Path directory) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (SharedPlugin shared = SharedPlugin.start(
                directory,
                transport,
                options -> options.function("twice(n: integer): integer", call -> 2 * call.getLong("n")))) {
            PluginHandle plugin = shared.plugin();
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread * CALLS;
                tasks.add(() -> {
                    boolean right = true;
                    for (int n = first; n < first + CALLS; n++) {
                        right &= Objects.equals(plugin.call("add", n, 1), n + 1L)
                                && Objects.equals(plugin.call("apply", "twice", n), 2L * n);
                    }
                    return right;
                });
            }

            for (Future<Boolean> done : threads.invokeAll(tasks)) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("a slow call doesn't block others (checklist 32)")
    void slowCallsDontBlockOthers(String transport, @TempDir Path directory) {
        try (SharedPlugin shared =
                SharedPlugin.start(directory, transport, options -> options.maxConnectionsPerPlugin(3))) {
            PluginHandle plugin = shared.plugin();
            var first = waiting(plugin, "first");
            var second = waiting(plugin, "second");

            assertThat(plugin.call("add", 1, 2)).isEqualTo(3L);

            assertThat(first).isNotDone();
            assertThat(second).isNotDone();
            first.cancel(true);
            second.cancel(true);
        }
    }

    @Test
    @DisplayName("with one connection others wait, until their deadline with an error that says so (checklist 32)")
    void waitingForAConnectionEnds(@TempDir Path directory) {
        try (SharedPlugin shared =
                SharedPlugin.start(directory, TestHost.PIPE, options -> options.maxConnectionsPerPlugin(1))) {
            PluginHandle plugin = shared.plugin();
            var slow = plugin.callAsync(CallRequest.of("wait", "slow"));
            var impatient = CallRequest.of("add", 1).withTimeout(Duration.ofMillis(300));

            // The slow call may not have begun yet.
            await().until(() -> {
                try {
                    plugin.call(impatient);
                    return false;
                } catch (io.thriftplugins.PluginException e) {
                    return true;
                }
            });
            var error = Errors.of(() -> plugin.call(impatient));

            assertThat(error.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
            assertThat(error).hasMessageContaining("connections").hasMessageContaining("limit");
            var patient = plugin.callAsync(CallRequest.of("add", 1));
            slow.cancel(true);
            assertThat(patient.join()).isEqualTo(11L);
        }
    }

    /** A call that has begun. */
    private static Future<Object> waiting(PluginHandle plugin, String name) {
        var call = plugin.callAsync(CallRequest.of("wait", name));
        await().until(() -> "waiting".equals(plugin.call("note", name)));
        return call;
    }
}
