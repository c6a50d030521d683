package io.thriftplugins.e2e.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.TestHost;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Arguments (checklist 27)")
final class ArgumentsTest {

    private SharedPlugin shared;
    private PluginHandle plugin;

    @BeforeAll
    void start(@TempDir Path directory) {
        shared = SharedPlugin.start(
                directory,
                TestHost.PIPE,
                options -> options.function(
                        "minus(a: integer, b: integer): integer", call -> call.getLong("a") - call.getLong("b")));
        plugin = shared.plugin();
    }

    @AfterAll
    void stop() {
        shared.close();
    }

    @Test
    @DisplayName("by name, by position, left out, any number (checklist 27)")
    void rightOnes() {
        assertThat(plugin.call("ADD", 1)).isEqualTo(11L);
        assertThat(plugin.call(CallRequest.of("add").withNamed("B", 2).withNamed("a", 1)))
                .isEqualTo(3L);
        assertThat(plugin.call(CallRequest.of("add", 1).withNamed("b", 5))).isEqualTo(6L);
        assertThat(plugin.call("join", ", ")).isEqualTo("");
        assertThat(plugin.call("join", ", ", "a", "b", "c")).isEqualTo("a, b, c");
    }

    @Test
    @DisplayName("wrong ones are refused with the function, the argument and the signature (checklist 27)")
    void wrongOnes() {
        refused(CallRequest.of("add"), "'a'", "add(a: integer");
        refused(CallRequest.of("add", 1, 2, 3), "takes 2 arguments but got 3");
        refused(CallRequest.of("add", "one"), "'a'", "string where integer is wanted");
        refused(CallRequest.of("add", 1).withNamed("c", 1), "no parameter 'c'");
        refused(CallRequest.of("add", 1).withNamed("a", 1), "'a'", "by position and by name");
        refused(CallRequest.of("add", (Object) null), "'a'");
        refused(CallRequest.of("join", ", ", "a", 1), "'parts'", "integer where string is wanted");
        assertThat(plugin.call("add", 1)).isEqualTo(11L);
    }

    @Test
    @DisplayName("wrong ones for the host's functions are refused likewise (checklist 27)")
    void wrongOnesForTheHost() {
        assertThat(plugin.call("apply", "minus", 5, 3)).isEqualTo(2L);
        refused(CallRequest.of("apply", "minus", 5), "'b'", "minus(a: integer");
        refused(CallRequest.of("apply", "minus", 5, "three"), "'b'", "string where integer is wanted");
    }

    private void refused(CallRequest request, String... parts) {
        var error = Errors.of(() -> plugin.call(request));

        assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(error.getMessage()).contains(parts);
    }
}
