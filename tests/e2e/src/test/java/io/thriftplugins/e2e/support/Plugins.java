package io.thriftplugins.e2e.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.server.PluginSource;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Plugins that are made for the tests. */
public final class Plugins {

    /** A JVM that starts fast and lives short. */
    private static final List<String> FAST = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m");

    private Plugins() {}

    /** The plugin {@code probe.Probe}, compiled when it is first asked for. */
    public static Path probeJar() {
        return Probe.JAR;
    }

    /** The probe in a process of its own. */
    public static PluginSource probe(TestHost host, String name, String... javaOptions) {
        return host.marked(PluginSource.jar(probeJar()))
                .withName(name)
                .withJavaOptions(FAST)
                .withJavaOptions(List.of(javaOptions));
    }

    /** A shell script; it gets the contract's arguments. */
    public static Path script(Path file, String... lines) throws IOException {
        return executable(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    }

    public static Path executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    /** The stranger's plugin: a JVM that is told what to do by arguments, see {@code Stranger}. */
    public static PluginSource stranger(TestHost host, String name, String... arguments) {
        List<String> all = Stream.of(
                        FAST.stream(),
                        Stream.of(
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.thriftplugins.e2e.support.stranger.Stranger"),
                        Stream.of(arguments))
                .flatMap(words -> words)
                .toList();
        return host.marked(PluginSource.executable(java())).withName(name).withArguments(all);
    }

    public static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    public static List<String> fastJvm() {
        return FAST;
    }

    /** Compiled once, beside the test classes. */
    private static final class Probe {

        static final Path JAR = compile();

        private static Path compile() {
            try {
                Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "e2e")), "probe")
                        .toAbsolutePath();
                Path source =
                        Files.createDirectories(directory.resolve("probe")).resolve("Probe.java");
                try (InputStream text =
                        Objects.requireNonNull(Plugins.class.getResourceAsStream("/plugins/Probe.java"))) {
                    Files.copy(text, source);
                }
                Path classes = directory.resolve("classes");
                JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
                StringWriter errors = new StringWriter();
                assertThat(compiler.getTask(
                                        errors,
                                        null,
                                        null,
                                        List.of("-d", classes.toString(), "--release", "17", "-proc:none"),
                                        null,
                                        compiler.getStandardFileManager(null, null, null)
                                                .getJavaFileObjects(source))
                                .call())
                        .as("%s", errors)
                        .isTrue();
                return jar(directory.resolve("probe-plugin.jar"), classes);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private static Path jar(Path file, Path classes) throws IOException {
            try (OutputStream out = Files.newOutputStream(file);
                    JarOutputStream jar = new JarOutputStream(out);
                    Stream<Path> files = Files.walk(classes)) {
                jar.putNextEntry(new JarEntry("META-INF/services/io.thriftplugins.Plugin"));
                jar.write("probe.Probe\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                for (Path path : files.filter(Files::isRegularFile).sorted().toList()) {
                    jar.putNextEntry(
                            new JarEntry(classes.relativize(path).toString().replace(File.separatorChar, '/')));
                    Files.copy(path, jar);
                }
            }
            return file;
        }
    }
}
