package io.thriftplugins.e2e.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.PluginHandle;
import io.thriftplugins.RemoteObject;
import io.thriftplugins.e2e.kit.Jvm;
import io.thriftplugins.e2e.kit.TestHost;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Objects that call each other")
final class NestedObjectsTest {

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("32 deep, with one connection in each direction (checklist 23, 34)")
    void deep(String transport, @TempDir Path directory) {
        Tools ours = new Tools();
        try (TestHost host = TestHost.start(transport, options -> options.maxConnectionsPerPlugin(1))) {
            PluginHandle plugin = host.load(Jvm.plugin(directory, ToolsPlugin.class));
            try (RemoteObject theirs = (RemoteObject) Objects.requireNonNull(plugin.call("tools"))) {
                assertThat(theirs.call("nest", ours.object(), 32)).isEqualTo(32L);
            }
        }
    }
}
