package io.thriftplugins.e2e.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.FunctionDefinition;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.e2e.kit.TestHost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Callbacks")
final class CallbacksTest {

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("a function of the host whose name the plugin is told is called, with who called it (checklist 34)")
    void callsBack(String transport, @TempDir Path directory) {
        List<Object> called = Collections.synchronizedList(new ArrayList<>());
        try (SharedPlugin shared = SharedPlugin.start(
                directory,
                transport,
                options -> options.function("first(value: any): any", call -> {
                    called.add(call.caller() + " " + call.get("value"));
                    return "from the first";
                }))) {
            PluginHandle plugin = shared.plugin();
            // Offered after the plugin was loaded.
            shared.host().server().addFunction(FunctionDefinition.of("second(): any", "", call -> "from the second"));

            assertThat(plugin.call("apply", "first", 1)).isEqualTo("from the first");
            assertThat(plugin.call("apply", "Second")).isEqualTo("from the second");
            assertThat(called).containsExactly(plugin.name() + " 1");
        }
    }
}
