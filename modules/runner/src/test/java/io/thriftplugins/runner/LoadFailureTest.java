package io.thriftplugins.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadFailureTest {

    private static final String MODULE = "module example { requires io.thriftplugins.api; %s }";
    private static final String PROVIDES = "provides io.thriftplugins.Plugin with example.Main;";
    private static final String OK = "result = \"ok\";";

    @TempDir
    Path directory;

    @Test
    void no_such_file() {
        assertFails(directory.resolve("none.jar"), "There is no file", "none.jar");
    }

    @Test
    void no_jar() throws Exception {
        assertFails(TestJar.write(directory.resolve("text.jar"), "just a text"), "text.jar is no JAR");
        assertFails(TestJar.write(directory.resolve("empty.jar"), ""), "empty.jar is no JAR");
        Path cut = jar("cut.jar").service("example.Main").plugin(OK).build();
        byte[] bytes = Files.readAllBytes(cut);
        Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertFails(cut, "cut.jar is no JAR");
    }

    @Test
    void no_plugin_in_the_jar() throws Exception {
        assertFails(
                jar("plain.jar").plugin(OK).build(),
                "no plugin in",
                "plain.jar",
                "META-INF/services/io.thriftplugins.Plugin");
        assertFails(
                jar("modular.jar")
                        .source("module-info.java", MODULE.formatted(""))
                        .plugin(OK)
                        .build(),
                "no plugin in",
                "'provides io.thriftplugins.Plugin with CLASS'",
                "module-info of example");
    }

    @Test
    void no_plugin_or_two_in_the_directory() throws Exception {
        assertFails(directory, "None of the 0 JARs");
        jar("a.jar").service("example.Main").plugin(OK).build();
        jar("b.jar").service("example.Main").plugin(OK).build();
        assertFails(directory, "more than one plugin", "a.jar, b.jar");
    }

    @Test
    void two_plugins_in_the_jar() throws Exception {
        assertFails(
                jar("two.jar")
                        .service("example.Main", "example.Other")
                        .plugin(OK)
                        .plugin("example.Other", OK)
                        .build(),
                "more than one plugin: example.Main, example.Other");
        assertFails(
                jar("two.jar")
                        .source(
                                "module-info.java",
                                MODULE.formatted("provides io.thriftplugins.Plugin with example.Main, example.Other;"))
                        .plugin(OK)
                        .plugin("example.Other", OK)
                        .build(),
                "more than one plugin: example.Main, example.Other");
    }

    @Test
    void constructor_fails() throws Exception {
        String fails = "result = null; if (true) throw new java.io.IOException(\"no disk\");";
        assertFails(jar("p.jar").service("example.Main").plugin(fails).build(), "java.io.IOException: no disk");
        assertFails(modular().plugin(fails).build(), "java.io.IOException: no disk");
    }

    @Test
    void static_initializer_fails() throws Exception {
        String bad = "package example; class Bad { static final int N = Integer.parseInt(\"x\"); }";
        String uses = "result = \"\" + Bad.N;";
        assertFails(
                jar("p.jar")
                        .service("example.Main")
                        .source("example/Bad.java", bad)
                        .plugin(uses)
                        .build(),
                "NumberFormatException");
        assertFails(modular().source("example/Bad.java", bad).plugin(uses).build(), "NumberFormatException");
    }

    @Test
    void library_is_missing() throws Exception {
        Path library = new TestJar(directory.resolve("elsewhere/library.jar"))
                .source(
                        "org/lib/Library.java",
                        "package org.lib; public class Library { public static String n() { return null; } }")
                .build();
        String uses = "result = org.lib.Library.n();";
        assertFails(
                jar("p.jar")
                        .service("example.Main")
                        .against(library)
                        .plugin(uses)
                        .build(),
                "needs the class org.lib.Library,",
                "lib/ beside the plugin");
        assertFails(
                jar("m.jar")
                        .source("module-info.java", MODULE.formatted(PROVIDES + "requires library;"))
                        .against(library)
                        .plugin(uses)
                        .build(),
                "lacks a module",
                "library",
                "lib/ beside the plugin");
    }

    @Test
    void jdk_module_is_not_there() throws Exception {
        assertFails(
                jar("m.jar")
                        .source("module-info.java", MODULE.formatted(PROVIDES + "requires jdk.incubator.vector;"))
                        .plugin(OK)
                        .build("-nowarn"), // --release knows no incubators
                "jdk.incubator.vector",
                "--add-modules");
    }

    @Test
    void named_class_is_missing_or_of_another_type() throws Exception {
        assertFails(
                jar("p.jar").service("example.Typo").plugin(OK).build(),
                "names example.Typo",
                "has no such class",
                "META-INF");
        assertFails(
                jar("p.jar")
                        .service("example.Text")
                        .source("example/Text.java", "package example; public class Text {}")
                        .build(),
                "example.Text",
                "doesn't implement io.thriftplugins.Plugin");
    }

    @Test
    void class_or_constructor_is_not_public() throws Exception {
        String define = "public void define(io.thriftplugins.PluginDefinition p) {} }";
        assertFails(
                jar("p.jar")
                        .service("example.Main")
                        .source(
                                "example/Main.java",
                                "package example; public class Main implements io.thriftplugins.Plugin { Main() {} "
                                        + define)
                        .build(),
                "must be public");
        assertFails(
                jar("p.jar")
                        .service("example.Main")
                        .source(
                                "example/Main.java",
                                "package example; class Main implements io.thriftplugins.Plugin { public Main() {} "
                                        + define)
                        .build(),
                "must be public");
    }

    @Test
    void compiled_for_a_newer_java() throws Exception {
        Path plain = jar("p.jar").service("example.Main").plugin(OK).build();
        assertFails(withClassVersion(plain, "example/Main.class"), "newer Java", "example/Main");
        Path modular = modular().plugin(OK).build();
        assertFails(withClassVersion(modular, "example/Main.class"), "newer Java", "example/Main");
        assertFails(withClassVersion(modular, "module-info.class"), "module-info of", "can't be read by Java");
    }

    @Test
    void library_is_no_module() throws Exception {
        new TestJar(directory.resolve("lib/1.jar"))
                .source("org/lib/Library.java", "package org.lib; public class Library {}")
                .build();
        assertFails(modular().plugin(OK).build(), "1.jar can't be used as a module", "rename");
        assertThat(load(jar("p.jar").service("example.Main").plugin(OK).build()))
                .isNull();
    }

    @Test
    void libraries_are_the_same_module() throws Exception {
        String source = "package org.lib; public class Library {}";
        new TestJar(directory.resolve("lib/a-1.0.jar"))
                .source("org/lib/Library.java", source)
                .build();
        new TestJar(directory.resolve("lib/a-2.0.jar"))
                .source("org/lib/Library.java", source)
                .build();

        assertFails(modular().plugin(OK).build(), "a-1.0.jar", "a-2.0.jar", "are both the module a");
    }

    @Test
    void modules_share_a_package() throws Exception {
        Path library = new TestJar(directory.resolve("lib/library.jar"))
                .source("module-info.java", "module org.lib { }")
                .source("example/Other.java", "package example; public class Other {}")
                .build();
        assertFails(
                jar("m.jar")
                        .source("module-info.java", MODULE.formatted(PROVIDES + "requires org.lib;"))
                        .against(library)
                        .plugin(OK)
                        .build(),
                "don't fit together",
                "example");
    }

    private TestJar modular() throws IOException {
        return jar("m.jar").source("module-info.java", MODULE.formatted(PROVIDES));
    }

    private TestJar jar(String name) throws IOException {
        return new TestJar(directory.resolve(name));
    }

    /** As a compiler for a Java of the far future would write it. */
    private Path withClassVersion(Path jar, String entry) throws IOException {
        try (var files = java.nio.file.FileSystems.newFileSystem(jar)) {
            byte[] bytes = Files.readAllBytes(files.getPath(entry));
            bytes[6] = 3; // the high byte of the major version, JVMS 4.1
            Files.write(files.getPath(entry), bytes);
        }
        return jar;
    }

    static PluginException failure(Path plugin) {
        return catchThrowableOfType(PluginException.class, () -> load(plugin));
    }

    private static Object load(Path plugin) throws IOException {
        try (LoadedPlugin loaded = LoadedPlugin.load(plugin)) {
            assertThat(loaded.plugin()).isNotNull();
        }
        return null;
    }

    private static void assertFails(Path plugin, String... parts) {
        PluginException failure = failure(plugin);
        assertThat(failure).isNotNull();
        assertThat(failure.code()).isEqualTo(ErrorCode.LAUNCH_FAILED);
        assertThat(failure.getMessage()).contains(parts);
    }
}
