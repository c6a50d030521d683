package io.thriftplugins.example.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.Plugin;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.example.snippets.blobs.ArchiveHost;
import io.thriftplugins.example.snippets.blobs.ArchivePlugin;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.ThriftPluginsLoader;
import io.thriftplugins.server.ThriftPluginsServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The programs in docs/objects.md, section Blobs")
class BlobsPageTest {

    private static final Path ROOT = Path.of(System.getProperty("thriftplugins.root"));

    @TempDir
    Path folder;

    @Test
    @DisplayName("are those of this module to the letter")
    void shown() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/objects.md"));
        for (String program : List.of("ArchivePlugin", "ArchiveHost")) {
            assertThat(page)
                    .contains(Files.readString(
                            ROOT.resolve("examples/snippets/src/main/java/io/thriftplugins/example/snippets/blobs/"
                                    + program + ".java")));
        }
    }

    @Test
    @DisplayName("do what the page says")
    void run() throws IOException {
        byte[] content = "a plugin's file".repeat(50_000).getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(folder.resolve("file"), content);
        CRC32 checksum = new CRC32();
        checksum.update(content);
        try (ThriftPluginsServer server = ThriftPluginsServer.builder().build().start();
                ThriftPluginsLoader loader = ThriftPluginsLoader.of(server)) {
            PluginHandle plugin = loader.load(PluginSource.of(pluginJar()));

            Path copy = folder.resolve("copy");
            assertThat(ArchiveHost.copy(plugin, file.toString(), copy)).isEqualTo(content.length);
            assertThat(copy).hasBinaryContent(content);
            assertThat(ArchiveHost.slice(plugin, file.toString(), 15, 8))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("a plugin");
            assertThat(ArchiveHost.checkedReport(plugin, content)).isEqualTo(checksum.getValue() + " all is well");
        }
    }

    private Path pluginJar() throws IOException {
        Path jar = folder.resolve("archive-plugin.jar");
        String name = ArchivePlugin.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("META-INF/services/" + Plugin.class.getName()));
            out.write(ArchivePlugin.class.getName().getBytes(StandardCharsets.UTF_8));
            out.putNextEntry(new JarEntry(name));
            out.write(ArchivePlugin.class
                    .getClassLoader()
                    .getResourceAsStream(name)
                    .readAllBytes());
        }
        return jar;
    }
}
