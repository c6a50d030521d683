package io.thriftplugins.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginEnd;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.TestHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A plugin that runs out of memory")
final class OutOfMemoryTest {

    @TempDir
    private Path directory;

    private Path work;

    @BeforeEach
    void makeDirectory() throws Exception {
        work = Files.createDirectory(directory.resolve("work"));
    }

    private PluginHandle load(TestHost host, String... options) {
        return host.load(PluginJars.source(directory, FaultsPlugin.class)
                .withJavaOptions(List.of("-Xmx48m", "-XX:-CreateCoredumpOnCrash"))
                .withJavaOptions(List.of(options))
                .withWorkingDirectory(work));
    }

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("in a call survives: that call fails, others go on (checklist 43)")
    void survives(String transport) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        try (TestHost host = TestHost.start(
                transport,
                options -> options.function("begun()", call -> {
                    begun.countDown();
                    return null;
                }))) {
            PluginHandle plugin = load(host);
            var other = plugin.callAsync(CallRequest.of("wait_after", "begun"));
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

            for (int i = 0; i < 3; i++) {
                PluginException error = Errors.of(() -> plugin.call("exhaust_memory"));
                // If even the answer can't be made, the connection ends, and with it the call.
                assertThat(error.code()).isIn(ErrorCode.FUNCTION_FAILED, ErrorCode.CONNECTION_LOST);
                if (error.code() == ErrorCode.FUNCTION_FAILED) {
                    assertThat(Objects.requireNonNull(error.remoteFailure()).className())
                            .isEqualTo(OutOfMemoryError.class.getName());
                }
                assertThat(plugin.call("add", 1, 2)).isEqualTo(3L);
            }
            assertThat(Objects.requireNonNull(Errors.of(() -> plugin.call("overflow_stack"))
                                    .remoteFailure())
                            .className())
                    .isEqualTo(StackOverflowError.class.getName());

            assertThat(other).isNotDone();
            assertThat(plugin.state()).isEqualTo(PluginState.READY);
            // Deadlines still hold, and the end is still noticed.
            assertThat(Errors.of(() -> plugin.call(
                                    CallRequest.of("wait_after", "begun").withTimeout(Duration.ofMillis(300))))
                            .code())
                    .isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        }
    }

    @Test
    @DisplayName("and whose JVM is to exit then ends with its exit code, and the dump is found (checklist 43)")
    void exits() throws Exception {
        Path dumps = Files.createDirectory(directory.resolve("dumps"));
        try (TestHost host = TestHost.start(TestHost.PIPE)) {
            PluginHandle plugin = load(
                    host,
                    "-XX:+ExitOnOutOfMemoryError",
                    "-XX:+HeapDumpOnOutOfMemoryError",
                    "-XX:HeapDumpPath=" + dumps);
            long pid = plugin.pid().orElseThrow();

            PluginException error = Errors.of(() -> plugin.call("exhaust_memory"));

            assertThat(error.code()).isEqualTo(ErrorCode.PLUGIN_ENDED);
            PluginEnd end = plugin.ended().get(20, TimeUnit.SECONDS);
            assertThat(end.exitCode()).isEqualTo(3);
            assertThat(end.crashFiles()).containsExactly(dumps.resolve("java_pid" + pid + ".hprof"));
            assertThat(error).hasMessageContaining("exit code 3").hasMessageContaining(".hprof");
            assertThat(end.calls()).singleElement().satisfies(call -> {
                assertThat(call.function()).isEqualTo("exhaust_memory");
                assertThat(call.running()).isPositive();
            });
        }
    }

    @Test
    @DisplayName("and whose JVM is to crash then does, and the file of the crash is found (checklist 43)")
    void crashes() throws Exception {
        try (TestHost host = TestHost.start(TestHost.SOCKET)) {
            PluginHandle plugin = load(host, "-XX:+CrashOnOutOfMemoryError");
            long pid = plugin.pid().orElseThrow();

            PluginException error = Errors.of(() -> plugin.call("exhaust_memory"));

            PluginEnd end = plugin.ended().get(20, TimeUnit.SECONDS);
            // Without a core dump, which would be large, HotSpot exits instead of aborting.
            assertThat(end.exitCode()).isEqualTo(1);
            assertThat(end.crashFiles()).containsExactly(work.resolve("hs_err_pid" + pid + ".log"));
            assertThat(error).hasMessageContaining("exit code 1").hasMessageContaining("hs_err_pid" + pid);
            await().until(() -> host.states(plugin.name()).contains(PluginState.FAILED));
        }
    }
}
