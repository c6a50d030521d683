package io.thriftplugins.e2e.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.Plugins;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.server.Checksums;
import io.thriftplugins.server.PluginSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LeakCheck.class)
@DisplayName("Files whose checksums are expected")
class ChecksumsTest {

    private static final String WRONG = "0".repeat(64);

    @TempDir
    Path directory;

    private static PluginException refused(TestHost host, PluginSource source) {
        PluginException error = Errors.of(() -> host.load(source));
        assertThat(error.code()).isEqualTo(ErrorCode.CHECKSUM_MISMATCH);
        assertThat(error).hasMessageContaining(source.path().toString());
        assertThat(host.server().plugins()).isEmpty();
        return error;
    }

    @Test
    @DisplayName("are the JAR and all of its lib/: each is checked, none may be missing, none may be new")
    void jar() throws Exception {
        Path lib = Files.createDirectory(directory.resolve("lib"));
        Path library = emptyJar(lib.resolve("a.jar"), new Manifest());
        PluginSource source = PluginJars.source(directory, CuriousPlugin.class);
        Checksums checksums = Checksums.compute(source);
        assertThat(checksums.byName()).containsOnlyKeys("CuriousPlugin.jar", "lib/a.jar");
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            PluginSource pinned = host.marked(source).withChecksums(checksums);
            assertThat(host.load(pinned).call("echo", 1)).isEqualTo(1L);
            host.server().plugins().forEach(plugin -> plugin.close());

            byte[] content = Files.readAllBytes(library);
            Files.write(library, new byte[] {0}, java.nio.file.StandardOpenOption.APPEND);
            assertThat(refused(host, pinned))
                    .hasMessageContaining(library.toString())
                    .hasMessageContaining("expected is " + checksums.byName().get("lib/a.jar"));
            Files.delete(library);
            assertThat(refused(host, pinned))
                    .hasMessageContaining("'lib/a.jar'")
                    .hasMessageContaining("is missing");
            Files.write(library, content);
            Path added = emptyJar(lib.resolve("b.jar"), new Manifest());
            assertThat(refused(host, pinned)).hasMessageContaining(added.toString());
            Files.delete(added);
            assertThat(host.load(pinned).call("echo", 2)).isEqualTo(2L);
        }
    }

    @Test
    @DisplayName("are those of a JAR that runs in the host, too; a manifest can't add others")
    void inHost() throws Exception {
        Path jar = PluginJars.write(directory, CuriousPlugin.class);
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "elsewhere.jar");
        Path sneaky = emptyJar(directory.resolve("sneaky.jar"), manifest);
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            PluginSource source = PluginSource.jarInHost(jar);
            assertThat(host.load(source.withChecksums(Checksums.compute(source)))
                            .call("echo", 1))
                    .isEqualTo(1L);
            host.server().plugins().forEach(plugin -> plugin.close());

            assertThat(refused(host, source.withChecksums(Checksums.of(Map.of("CuriousPlugin.jar", WRONG)))))
                    .hasMessageContaining(WRONG)
                    .hasMessageContaining(Checksums.compute(source).byName().get("CuriousPlugin.jar"));
            assertThat(refused(host, PluginSource.jar(sneaky).withChecksums(Checksums.of(Map.of("sneaky.jar", WRONG)))))
                    .hasMessageContaining("elsewhere.jar");
            Path unnamed = emptyJar(directory.resolve("sneaky.zip"), manifest);
            for (PluginSource other : List.of(PluginSource.jar(unnamed), PluginSource.jarInHost(unnamed))) {
                assertThat(refused(host, other.withChecksums(Checksums.of(Map.of("sneaky.zip", WRONG)))))
                        .as("whatever its name ends in")
                        .hasMessageContaining("elsewhere.jar");
            }
            Path indexed = emptyJar(directory.resolve("indexed.jar"), new Manifest(), "META-INF/INDEX.LIST", """
                    JarIndex-Version: 1.0

                    indexed.jar
                    META-INF

                    more/indexed-too.jar
                    evil
                    """);
            assertThat(refused(
                            host, PluginSource.jar(indexed).withChecksums(Checksums.of(Map.of("indexed.jar", WRONG)))))
                    .hasMessageContaining("more/indexed-too.jar");
        }
    }

    @Test
    @DisplayName("are that of an executable, which is then not even started")
    void executable() throws Exception {
        Path proof = directory.resolve("started");
        Path script = Plugins.script(directory.resolve("plugin.sh"), "touch '" + proof + "'");
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            PluginSource source = host.marked(PluginSource.executable(script));
            refused(host, source.withChecksums(Checksums.of(Map.of("plugin.sh", WRONG))));
            assertThat(proof).doesNotExist();

            assertThat(Errors.of(() -> host.load(source.withChecksums(Checksums.compute(source))))
                            .code())
                    .isEqualTo(ErrorCode.LAUNCH_FAILED);
            assertThat(proof).exists();
        }
    }

    @Test
    @DisplayName("are all of a directory, its plugin.properties as they were read, and an interpreter elsewhere")
    void directory() throws Exception {
        Path script = Plugins.script(directory.resolve("run me"), "exit 3");
        Files.createDirectory(directory.resolve("data"));
        Files.writeString(directory.resolve("data").resolve("table.csv"), "1;2");
        Path properties = Files.writeString(directory.resolve("plugin.properties"), "command='run me'\n");
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            PluginSource source = host.marked(PluginSource.of(directory));
            Map<String, String> byName = new HashMap<>(Checksums.compute(source).byName());
            assertThat(byName).containsOnlyKeys("run me", "data/table.csv", "plugin.properties");
            byName.put(
                    "/bin/sh",
                    Checksums.compute(PluginSource.executable(Path.of("/bin/sh")))
                            .byName()
                            .get("sh"));
            PluginSource pinned = source.withChecksums(Checksums.of(byName));
            assertThat(Errors.of(() -> host.load(pinned)).code()).isEqualTo(ErrorCode.LAUNCH_FAILED);

            assertThat(refused(host, source.withChecksums(Checksums.of(with(byName, "/bin/sh", WRONG)))))
                    .hasMessageContaining("/bin/sh");
            Files.writeString(properties, "command='run me' --evil\n");
            PluginSource evil = host.marked(PluginSource.of(directory)).withChecksums(Checksums.of(byName));
            Files.writeString(properties, "command='run me'\n");
            assertThat(refused(host, evil)).hasMessageContaining("when it was read");
            Path pipe = directory.resolve("pipe");
            assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                    .isZero();
            assertThat(refused(host, pinned)).hasMessageContaining(pipe + " is there, but no checksum");
            assertThat(Errors.of(() -> Checksums.compute(source))).hasMessageContaining(pipe + " is no regular file");
            Files.delete(pipe);
            Files.createSymbolicLink(directory.resolve("link"), directory.resolve("data"));
            assertThat(refused(host, pinned)).hasMessageContaining("link to a directory");
            assertThat(script).exists();
        }
    }

    private static Map<String, String> with(Map<String, String> map, String key, String value) {
        Map<String, String> changed = new HashMap<>(map);
        changed.put(key, value);
        return changed;
    }

    @Test
    @DisplayName("can be read from what sha256sum prints, whatever the files are called, and written as it reads")
    void sha256sum() throws Exception {
        Plugins.script(directory.resolve("run"), "exit 3");
        Files.writeString(directory.resolve("back\\slash and\nline"), "x");
        Files.writeString(directory.resolve("ünïcode n"), "y");
        Files.writeString(directory.resolve("plugin.properties"), "command=run\n");
        PluginSource source = PluginSource.of(directory);
        Path printed = Files.createTempFile("sums", ".txt");
        try {
            List<String> command = List.of("sh", "-c", "sha256sum ./* > '" + printed + "'");
            assertThat(new ProcessBuilder(command)
                            .directory(directory.toFile())
                            .start()
                            .waitFor())
                    .isZero();

            assertThat(Checksums.read(printed).byName())
                    .hasSize(4)
                    .isEqualTo(Checksums.compute(source).byName());

            Files.writeString(printed, Checksums.compute(source).toString());
            assertThat(Checksums.read(printed).byName())
                    .isEqualTo(Checksums.compute(source).byName());
            Process check = new ProcessBuilder("sha256sum", "--check", "--strict", "--quiet", printed.toString())
                    .directory(directory.toFile())
                    .start();
            assertThat(check.waitFor()).isZero();

            Files.writeString(printed, WRONG + "  run\n" + "1".repeat(64) + "  ./run\n");
            assertThat(Errors.of(() -> Checksums.read(printed)))
                    .hasMessageContaining(printed + " has two checksums for 'run'");
            Files.writeString(printed, "no checksum\n");
            assertThat(Errors.of(() -> Checksums.read(printed)))
                    .hasMessageContaining(printed.toString())
                    .hasMessageContaining("'no checksum'");
        } finally {
            Files.delete(printed);
        }
    }

    private static Path emptyJar(Path file, Manifest manifest) throws IOException {
        return emptyJar(file, manifest, "empty", "");
    }

    private static Path emptyJar(Path file, Manifest manifest, String entry, String content) throws IOException {
        manifest.getMainAttributes().putIfAbsent(Attributes.Name.MANIFEST_VERSION, "1.0");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.putNextEntry(new ZipEntry(entry));
            jar.write(content.getBytes(StandardCharsets.UTF_8));
        }
        try (Stream<Path> parent = Files.list(file.getParent())) {
            assertThat(parent).contains(file);
        }
        return file;
    }
}
