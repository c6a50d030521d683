package io.thriftplugins.e2e.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.RemoteFailure;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.TestHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Errors in functions")
final class ErrorsTest {

    @Parameter
    private String transport;

    private SharedPlugin shared;
    private PluginHandle plugin;

    @BeforeParameterizedClassInvocation(injectArguments = false)
    void start(@TempDir Path directory) {
        shared = SharedPlugin.start(
                directory,
                transport,
                options -> options.function("broken()", call -> {
                    throw new IllegalStateException("in the host", new IOException("its cause"));
                }));
        plugin = shared.plugin();
    }

    @AfterParameterizedClassInvocation(injectArguments = false)
    void stop() {
        shared.close();
    }

    @Test
    @DisplayName("arrive at the host with type, message, remote stack and nested causes (checklist 24)")
    void fromThePlugin() {
        var error = Errors.of(() -> plugin.call("fail", "nested"));

        assertThat(error.code()).isEqualTo(ErrorCode.FUNCTION_FAILED);
        assertThat(error).hasMessageContaining("outer").hasMessageContaining(plugin.name());
        RemoteFailure outer = Objects.requireNonNull(error.remoteFailure());
        assertThat(outer.type()).isEqualTo("IllegalStateException");
        assertThat(outer.message()).isEqualTo("outer");
        assertThat(outer.stackTrace()).contains("at ").contains(CallsPlugin.class.getName());
        RemoteFailure middle = Objects.requireNonNull(outer.cause());
        assertThat(middle.type()).isEqualTo("IOException");
        RemoteFailure root = Objects.requireNonNull(middle.cause());
        assertThat(root)
                .extracting(RemoteFailure::type, RemoteFailure::message, RemoteFailure::cause)
                .containsExactly("IllegalArgumentException", "root", null);
    }

    @Test
    @DisplayName("arrive at the plugin likewise (checklist 24)")
    void fromTheHost() {
        Map<?, ?> error = (Map<?, ?>) Objects.requireNonNull(plugin.call("host_failure", "broken"));

        assertThat(error.get("code")).isEqualTo("FUNCTION_FAILED");
        assertThat(error.get("message")).asString().contains("in the host");
        assertThat(error.get("type")).isEqualTo("IllegalStateException");
        assertThat(error.get("stack")).asString().contains(ErrorsTest.class.getName());
        assertThat(error.get("cause")).isEqualTo("IOException: its cause");
    }

    @Test
    @DisplayName("that pass through the plugin keep what the host's function said (checklist 24)")
    void throughBoth() {
        var error = Errors.of(() -> plugin.call("apply", "broken"));

        assertThat(error).hasMessageContaining("in the host");
        RemoteFailure failure = Objects.requireNonNull(error.remoteFailure());
        RemoteFailure inHost = Objects.requireNonNull(failure.cause());
        assertThat(inHost.type()).isEqualTo("IllegalStateException");
        assertThat(Objects.requireNonNull(inHost.cause()).message()).isEqualTo("its cause");
    }

    @Test
    @DisplayName("without a message, with a code of their own, in a circle, or fatal looking: the plugin goes on (24)")
    void ofAllKinds() {
        assertThat(Errors.of(() -> plugin.call("fail", "no message"))).hasMessageContaining("Exception");
        assertThat(Errors.of(() -> plugin.call("fail", "code")).code()).isEqualTo(ErrorCode.ACCESS_DENIED);
        assertThat(Errors.of(() -> plugin.call("fail", "endless causes"))).hasMessageContaining("one");
        var overflow = Errors.of(() -> plugin.call("fail", "stack overflow"));
        assertThat(Objects.requireNonNull(overflow.remoteFailure()).type()).isEqualTo("StackOverflowError");
        assertThat(Errors.of(() -> plugin.call("fail", "an error"))).hasMessageContaining("an error");

        assertThat(plugin.call("add", 1)).isEqualTo(11L);
    }

    @Test
    @DisplayName("an unknown function, in both directions (checklist 26)")
    void unknownFunction() {
        var error = Errors.of(() -> plugin.call("no_such_function"));
        assertThat(error.code()).isEqualTo(ErrorCode.INVALID_FUNCTION);
        assertThat(error).hasMessageContaining("no_such_function").hasMessageContaining(plugin.name());

        var inHost = Errors.of(() -> plugin.call("apply", "nobody"));
        assertThat(inHost.code()).isEqualTo(ErrorCode.INVALID_FUNCTION);
        assertThat(inHost).hasMessageContaining("nobody").hasMessageContaining("host");

        assertThat(plugin.call("add", 1)).isEqualTo(11L);
    }
}
