package io.thriftplugins.e2e.end;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import io.thriftplugins.e2e.kit.OwnThread;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.Processes;
import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.server.PluginSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Closing more than once (checklist 38)")
final class RepeatedCloseTest {

    private static final StopPolicy PATIENT = StopPolicy.within(Duration.ofSeconds(40));

    @TempDir
    private Path directory;

    private PluginSource source(boolean inHost) {
        return inHost
                ? PluginSource.jarInHost(PluginJars.write(directory, EndPlugin.class))
                : PluginJars.source(directory, EndPlugin.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("one after the other: plugin, loader and server (checklist 38)")
    @SuppressWarnings("try") // closing explicitly is what this is about
    void twice(boolean inHost) {
        try (TestHost host = TestHost.start(TestHost.PIPE)) {
            PluginHandle plugin = host.load(source(inHost));

            assertThat(plugin.stop(PATIENT)).isEqualTo(StopResult.GRACEFUL);
            assertThat(plugin.stop(PATIENT)).isEqualTo(StopResult.ALREADY_ENDED);
            plugin.close();
            host.close();
            host.close();
            plugin.close();

            assertThat(plugin.state()).isEqualTo(PluginState.STOPPED);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("from two threads (checklist 38)")
    void twoThreads(boolean inHost) {
        try (TestHost host = TestHost.start(TestHost.PIPE)) {
            PluginHandle plugin = host.load(source(inHost));

            var one = CompletableFuture.supplyAsync(() -> plugin.stop(PATIENT), OwnThread.EACH);
            var two = CompletableFuture.supplyAsync(() -> plugin.stop(PATIENT), OwnThread.EACH);

            assertThat(one.join()).isIn(StopResult.GRACEFUL, StopResult.ALREADY_ENDED);
            assertThat(two.join()).isIn(StopResult.GRACEFUL, StopResult.ALREADY_ENDED);
            assertThat(plugin.ended()).isCompleted();
            assertThat(plugin.state()).isEqualTo(PluginState.STOPPED);
        }
    }

    @Test
    @DisplayName("the host, from two threads (checklist 38)")
    void hostFromTwoThreads() {
        TestHost host = TestHost.start(TestHost.PIPE);
        long pid = host.load(source(false)).pid().orElseThrow();

        CompletableFuture<Void> one = CompletableFuture.runAsync(host::close, OwnThread.EACH);
        CompletableFuture<Void> other = CompletableFuture.runAsync(host::close, OwnThread.EACH);
        one.join();
        other.join();

        assertThat(Processes.isAlive(pid)).isFalse();
    }

    @Test
    @DisplayName("after a crash (checklist 38)")
    void afterACrash() {
        try (TestHost host = TestHost.start(TestHost.PIPE)) {
            PluginHandle plugin = host.load(source(false));
            Processes.kill(plugin.pid().orElseThrow());
            plugin.ended().join();

            assertThat(plugin.stop(PATIENT)).isEqualTo(StopResult.ALREADY_ENDED);
            plugin.close();

            assertThat(plugin.state()).isEqualTo(PluginState.FAILED);
        }
    }
}
