package io.thriftplugins.example.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.PluginHandle;
import io.thriftplugins.example.snippets.blobs.ArchiveHost;
import io.thriftplugins.example.snippets.blobs.ArchivePlugin;
import io.thriftplugins.example.snippets.objects.SearchHost;
import io.thriftplugins.example.snippets.objects.SearchPlugin;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.ThriftPluginsLoader;
import io.thriftplugins.server.ThriftPluginsServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The programs in docs/objects.md")
class ObjectsPageTest {

    @TempDir
    Path folder;

    @Test
    @DisplayName("are those of this module to the letter")
    void shown() throws IOException {
        assertThat(PageJar.page("objects.md"))
                .contains(PageJar.programs(
                        "objects/SearchPlugin", "objects/SearchHost", "blobs/ArchivePlugin", "blobs/ArchiveHost"));
    }

    @Test
    @DisplayName("pass a callback, and use an object of the plugin")
    void objects() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "first\nsecond\n");
        try (ThriftPluginsServer server = ThriftPluginsServer.builder().build().start();
                ThriftPluginsLoader loader = ThriftPluginsLoader.of(server)) {
            PluginHandle plugin = loader.load(PluginSource.of(PageJar.write(folder, SearchPlugin.class)));

            assertThat(SearchHost.files(plugin, folder)).contains(file.toString());
            assertThat(SearchHost.firstLine(plugin, file.toString())).isEqualTo("first");
        }
    }

    @Test
    @DisplayName("copy, read and write blobs")
    void blobs() throws IOException {
        byte[] content = "a plugin's file".repeat(50_000).getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(folder.resolve("file"), content);
        CRC32 checksum = new CRC32();
        checksum.update(content);
        try (ThriftPluginsServer server = ThriftPluginsServer.builder().build().start();
                ThriftPluginsLoader loader = ThriftPluginsLoader.of(server)) {
            PluginHandle plugin = loader.load(PluginSource.of(PageJar.write(folder, ArchivePlugin.class)));

            Path copy = folder.resolve("copy");
            assertThat(ArchiveHost.copy(plugin, file.toString(), copy)).isEqualTo(content.length);
            assertThat(copy).hasBinaryContent(content);
            assertThat(ArchiveHost.slice(plugin, file.toString(), 15, 8))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("a plugin");
            assertThat(ArchiveHost.checkedReport(plugin, content)).isEqualTo(checksum.getValue() + " all is well");
        }
    }
}
