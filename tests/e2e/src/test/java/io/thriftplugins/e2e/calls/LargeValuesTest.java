package io.thriftplugins.e2e.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.Processes;
import io.thriftplugins.e2e.kit.TestHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET, TestHost.TLS})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledOnOs(value = OS.LINUX, disabledReason = "Looks at open sockets in /proc")
@DisplayName("Large values (checklist 28)")
final class LargeValuesTest {

    private static final int TOO_LARGE = 100_000_000;

    /** What surrounds the one value takes less than a kilobyte. */
    private static final int LARGEST = 16_384_000 - 1000;

    @Parameter
    private String transport;

    private SharedPlugin shared;
    private PluginHandle plugin;

    @BeforeParameterizedClassInvocation(injectArguments = false)
    void start(@TempDir Path directory) {
        shared = SharedPlugin.start(
                directory,
                transport,
                options -> options.maxConnectionsPerPlugin(1)
                        .function(
                                "size(text: string): integer",
                                call -> call.getString("text").length())
                        .function("big(size: integer): string", call -> "x".repeat((int) call.getLong("size"))));
        plugin = shared.plugin();
        // Makes the connections that there will be, in both directions.
        plugin.call("apply", "big", 1);
    }

    @AfterParameterizedClassInvocation(injectArguments = false)
    void stop() {
        shared.close();
    }

    @Test
    @DisplayName("just below the limit pass in all directions (checklist 28)")
    void belowTheLimit() {
        assertThat(plugin.call("size", "x".repeat(LARGEST))).isEqualTo((long) LARGEST);
        assertThat(plugin.call("big", LARGEST)).asString().hasSize(LARGEST);
        assertThat(plugin.call("big_to_host", LARGEST)).isEqualTo((long) LARGEST);
        assertThat(plugin.call("apply", "big", LARGEST)).asString().hasSize(LARGEST);
    }

    @Test
    @DisplayName("100 MB as an argument are refused (checklist 28)")
    void argument() throws IOException {
        refused(CallRequest.of("size", "x".repeat(TOO_LARGE)));
    }

    @Test
    @DisplayName("100 MB as a result are refused (checklist 28)")
    void result() throws IOException {
        refused(CallRequest.of("big", TOO_LARGE));
    }

    @Test
    @DisplayName("100 MB as an argument of the host's function are refused (checklist 28)")
    void argumentForTheHost() throws IOException {
        refused(CallRequest.of("big_to_host", TOO_LARGE));
    }

    @Test
    @DisplayName("100 MB as a result of the host's function are refused (checklist 28)")
    void resultOfTheHost() throws IOException {
        refused(CallRequest.of("apply", "big", TOO_LARGE));
    }

    /** By the name of the limit; the next call uses the same connections. */
    private void refused(CallRequest request) throws IOException {
        long pid = plugin.pid().orElseThrow();
        Set<String> before = Processes.sockets(pid);

        var error = Errors.of(() -> plugin.call(request));

        assertThat(error.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        assertThat(error).hasMessageContaining("maxFrameBytes").hasMessageContaining("16384000");
        assertThat(plugin.call("apply", "size", "four")).isEqualTo(4L);
        assertThat(Processes.sockets(pid)).isEqualTo(before);
    }
}
