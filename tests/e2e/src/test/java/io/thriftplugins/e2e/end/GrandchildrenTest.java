package io.thriftplugins.e2e.end;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.PluginHandle;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.Processes;
import io.thriftplugins.e2e.kit.TestHost;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "Elsewhere orphans can't be found")
@DisplayName("What a plugin has started, orphans too")
final class GrandchildrenTest {

    @TempDir
    private Path directory;

    @Test
    @DisplayName("ends when it is stopped (checklist 37)")
    void stopped() {
        try (TestHost host = TestHost.start(TestHost.PIPE)) {
            PluginHandle plugin = host.load(PluginJars.source(directory, EndPlugin.class));
            List<Long> children = spawn(plugin);

            plugin.close();

            assertThat(children).noneMatch(Processes::isAlive);
        }
    }

    @Test
    @DisplayName("ends when it is killed (checklist 37)")
    void killed() {
        try (TestHost host = TestHost.start(TestHost.PIPE)) {
            PluginHandle plugin = host.load(PluginJars.source(directory, EndPlugin.class));
            List<Long> children = spawn(plugin);

            Processes.kill(plugin.pid().orElseThrow());

            children.forEach(Processes::awaitGone);
        }
    }

    private static List<Long> spawn(PluginHandle plugin) {
        List<Long> children = ((List<?>) Objects.requireNonNull(plugin.call("spawn")))
                .stream().map(Long.class::cast).toList();
        assertThat(children).hasSize(2).allMatch(Processes::isAlive);
        return children;
    }
}
