package io.thriftplugins.example.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.PluginHandle;
import io.thriftplugins.RowSet;
import io.thriftplugins.example.snippets.rows.CityHost;
import io.thriftplugins.example.snippets.rows.CityPlugin;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.ThriftPluginsLoader;
import io.thriftplugins.server.ThriftPluginsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The programs in docs/rows.md")
class RowsPageTest {

    @TempDir
    Path folder;

    @Test
    @DisplayName("are those of this module to the letter")
    void shown() throws IOException {
        assertThat(PageJar.page("rows.md")).contains(PageJar.programs("rows/CityPlugin", "rows/CityHost"));
    }

    @Test
    @DisplayName("do what the page says")
    void run() throws IOException {
        Path log = Files.writeString(
                folder.resolve("log"), "INFO up\nERROR disk full\nINFO on\n" + "ERROR x\n".repeat(20));
        Path jar = PageJar.write(folder, CityPlugin.class, CityPlugin.class.getDeclaredClasses());
        try (ThriftPluginsServer server = ThriftPluginsServer.builder().build().start();
                ThriftPluginsLoader loader = ThriftPluginsLoader.of(server)) {
            PluginHandle plugin = loader.load(PluginSource.of(jar));
            assertThat(CityHost.people(plugin)).isEqualTo(743_000);
            assertThat(CityHost.places(plugin))
                    .extracting(Object::toString)
                    .containsExactly(
                            "Place[country=NL, name=Delft]",
                            "Place[country=BE, name=Ghent]",
                            "Place[country=NL, name=Utrecht]");
            assertThat(CityHost.firstErrors(plugin, log.toString()))
                    .hasSize(10)
                    .startsWith(log + ":2", log + ":4")
                    .endsWith(log + ":12");
            try (RowSet large = (RowSet) Objects.requireNonNull(plugin.call("large_cities"))) {
                assertThat(large.stream()).hasSize(2);
            }
        }
    }
}
