package io.thriftplugins.example.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.PluginHandle;
import io.thriftplugins.StopResult;
import io.thriftplugins.example.snippets.ending.CarefulHost;
import io.thriftplugins.example.snippets.ending.FragilePlugin;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.ThriftPluginsLoader;
import io.thriftplugins.server.ThriftPluginsServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The programs in docs/ending.md")
class EndingPageTest {

    @TempDir
    Path folder;

    @Test
    @DisplayName("are those of this module to the letter")
    void shown() throws IOException {
        assertThat(PageJar.page("ending.md")).contains(PageJar.programs("ending/FragilePlugin", "ending/CarefulHost"));
    }

    @Test
    @DisplayName("do what the page says")
    void run() throws IOException {
        Path jar = PageJar.write(folder, FragilePlugin.class);
        try (ThriftPluginsServer server = CarefulHost.server().build().start();
                ThriftPluginsLoader loader = ThriftPluginsLoader.of(server)) {
            PluginSource source = CarefulHost.withMemoryLimit(PluginSource.of(jar));
            PluginHandle plugin = loader.load(source);
            assertThat(CarefulHost.divide(plugin, 6, 2)).isEqualTo("3");
            assertThat(CarefulHost.divide(plugin, 6, 0))
                    .startsWith("ended with 7 while it did [divide for ")
                    .endsWith("[Division by zero, giving up]");

            assertThat(CarefulHost.stop(loader.load(source))).isEqualTo(StopResult.GRACEFUL);
        }
    }
}
