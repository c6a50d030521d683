package io.thriftplugins.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.PythonPeer;
import io.thriftplugins.e2e.kit.TestHost;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A plugin that lives on")
final class BrokenConnectionsTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("and cuts a connection in the middle of an answer has lost that call, soon (checklist 48)")
    void cut(String transport) {
        try (TestHost host = TestHost.start(transport)) {
            PluginHandle plugin = host.load(PythonPeer.source(directory, "normal"));
            for (int i = 0; i < 3; i++) {
                long begin = System.nanoTime();
                PluginException error = Errors.of(() -> plugin.call("half", false));

                assertThat(error.code()).isEqualTo(ErrorCode.CONNECTION_LOST);
                assertThat(error).hasMessageStartingWith("half in plugin");
                // It does not wait for the end of a process that can be reached.
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
                assertThat(plugin.call("echo", i)).isEqualTo((long) i);
            }
            assertThat(plugin.state()).isEqualTo(PluginState.READY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("and stays silent in the middle of an answer keeps nobody beyond the deadline (checklist 49)")
    void silent(String transport) {
        try (TestHost host = TestHost.start(transport)) {
            PluginHandle plugin = host.load(PythonPeer.source(directory, "normal"));
            Duration limit = Duration.ofMillis(300);
            for (int i = 0; i < 3; i++) {
                PluginException error =
                        Errors.of(() -> plugin.call(CallRequest.of("half", true).withTimeout(limit)));

                assertThat(error.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
                assertThat(plugin.call("echo", i)).isEqualTo((long) i);
            }
            assertThat(plugin.state()).isEqualTo(PluginState.READY);
        }
    }
}
