package io.thriftplugins.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LoadedPluginTest {

    private static final String MODULE =
            "module example { requires io.thriftplugins.api; provides io.thriftplugins.Plugin with example.Main; %s }";
    private static final String NAMES_ITS_MODULE = "result = String.valueOf(getClass().getModule());";
    private static final String CALLS_LIBRARY = "result = org.lib.Library.name();";
    private static final String SEES = "String found; try { found = Class.forName(\"%s\").getName(); }"
            + " catch (ClassNotFoundException e) { found = \"hidden\"; } result = found;";

    @TempDir
    Path directory;

    @Test
    void loads_a_modular_jar_into_a_layer_of_its_own() throws Exception {
        Path jar = jar().source("module-info.java", MODULE.formatted(""))
                .plugin(NAMES_ITS_MODULE)
                .build();

        try (LoadedPlugin loaded = LoadedPlugin.load(jar)) {
            assertThat(result(loaded)).isEqualTo("module example");
            Module module = loaded.plugin().getClass().getModule();
            assertThat(module.getLayer()).isNotEqualTo(ModuleLayer.boot());
            assertThat(module.getLayer().parents())
                    .containsExactly(Plugin.class.getModule().getLayer());
            assertThat(loaded.plugin().getClass().getPackage().getName()).isEqualTo("example");
        }
    }

    @Test
    void loads_a_jar_without_modules_into_a_class_loader() throws Exception {
        Path jar = jar().service("# the plugin", "example.Main # here")
                .plugin(NAMES_ITS_MODULE)
                .build();

        assertThat(load(jar)).startsWith("unnamed module");
    }

    @Test
    void takes_an_automatic_module_for_a_jar_without_modules() throws Exception {
        Path jar = jar().automaticModule("example")
                .service("example.Main")
                .plugin(NAMES_ITS_MODULE)
                .build();

        assertThat(load(jar)).startsWith("unnamed module");
    }

    @Test
    void finds_the_plugin_among_the_jars_of_a_directory() throws Exception {
        Path library = library(directory.resolve("library.jar"), "beside");
        jar().service("example.Main").against(library).plugin(CALLS_LIBRARY).build();

        assertThat(load(directory)).isEqualTo("beside");
    }

    @Test
    void finds_modular_and_automatic_libraries_in_lib() throws Exception {
        Path named = new TestJar(directory.resolve("lib/named.jar"))
                .source("module-info.java", "module org.named { exports org.named; }")
                .source(
                        "org/named/Named.java",
                        "package org.named; public class Named { public static String N = \"named\"; }")
                .build();
        Path library = library(directory.resolve("lib/library-1.0.jar"), "automatic");
        Path jar = jar().source("module-info.java", MODULE.formatted("requires org.named; requires library;"))
                .against(named, library)
                .plugin("result = org.named.Named.N + \" \" + org.lib.Library.name();")
                .build();

        assertThat(load(jar)).isEqualTo("named automatic");
    }

    @Test
    void gives_automatic_modules_what_they_do_not_tell() throws Exception {
        Path named = new TestJar(directory.resolve("lib/named.jar"))
                .source("module-info.java", "module org.named { exports org.named; }")
                .source(
                        "org/named/Named.java",
                        "package org.named; public class Named { public static String N = \"hidden need\"; }")
                .build();
        Path library = new TestJar(directory.resolve("lib/library.jar"))
                .against(named)
                .source(
                        "org/lib/Library.java",
                        "package org.lib; public class Library {"
                                + " public static String name() { return org.named.Named.N; } }")
                .build();
        Path jar = jar().source("module-info.java", MODULE.formatted("requires library;"))
                .against(library)
                .plugin(CALLS_LIBRARY)
                .build();

        assertThat(load(jar)).isEqualTo("hidden need");
    }

    @Test
    @DisplayName("a plugin's own version of a library wins over the runtime's")
    void modular_plugins_bring_their_own_version_of_a_runtime_library() throws Exception {
        Path thrift = ownThrift(directory.resolve("lib/libthrift-0.1.jar"));
        Path jar = jar().source("module-info.java", MODULE.formatted("requires org.apache.thrift;"))
                .against(thrift)
                .plugin("result = new org.apache.thrift.TException().version();")
                .build();

        assertThat(load(jar)).isEqualTo("the plugin's");
    }

    @Test
    void other_plugins_bring_their_own_version_of_a_runtime_library() throws Exception {
        Path thrift = ownThrift(directory.resolve("lib/libthrift-0.1.jar"));
        Path jar = jar().service("example.Main")
                .against(thrift)
                .plugin("result = new org.apache.thrift.TException().version();")
                .build();

        assertThat(load(jar)).isEqualTo("the plugin's");
    }

    @Test
    void loads_as_a_class_path_what_does_not_fit_as_modules() throws Exception {
        library(directory.resolve("lib/a.jar"), "a");
        Path library = library(directory.resolve("lib/b.jar"), "b");
        Path jar = jar().source("module-info.java", MODULE.formatted("requires b;"))
                .against(library)
                .plugin("result = getClass().getModule().isNamed() + org.lib.Library.name();")
                .build();

        assertThat(load(jar)).as("the first of the path").isEqualTo("falsea");
    }

    @Test
    void takes_the_plugin_from_a_provider_method() throws Exception {
        String main = "package example; public class Main { public static io.thriftplugins.Plugin provider() {"
                + " return plugin -> plugin.name(\"example\").metadata(\"result\", \"provided\"); } }";

        assertThat(load(jar().source("module-info.java", MODULE.formatted(""))
                        .source("example/Main.java", main)
                        .build()))
                .isEqualTo("provided");
        assertThat(load(jar().service("example.Main")
                        .source("example/Main.java", main)
                        .build()))
                .isEqualTo("provided");
    }

    @Test
    void hides_the_runtime_from_both_kinds() throws Exception {
        for (String hidden : new String[] {
            "org.apache.thrift.TException",
            "io.thriftplugins.client.RemoteLogging",
            "io.thriftplugins.runner.RunnerMain"
        }) {
            assertThat(load(jar().service("example.Main")
                            .plugin(SEES.formatted(hidden))
                            .build()))
                    .isEqualTo("hidden");
            assertThat(load(jar().source("module-info.java", MODULE.formatted(""))
                            .plugin(SEES.formatted(hidden))
                            .build()))
                    .isEqualTo("hidden");
        }
    }

    @Test
    void lets_a_plugin_have_classes_with_the_names_of_the_runtimes() throws Exception {
        String own =
                "package io.thriftplugins.client; public class ClientArguments { public static String N = \"own\"; }";
        String use = "result = io.thriftplugins.client.ClientArguments.N;";

        assertThat(load(jar().service("example.Main")
                        .source("io/thriftplugins/client/ClientArguments.java", own)
                        .plugin(use)
                        .build()))
                .isEqualTo("own");
        assertThat(load(jar().source("module-info.java", MODULE.formatted(""))
                        .source("io/thriftplugins/client/ClientArguments.java", own)
                        .plugin(use)
                        .build()))
                .isEqualTo("own");
    }

    @Test
    void shares_the_programming_interface_and_slf4j_even_if_the_plugin_ships_copies() throws Exception {
        copyOfRuntime("io.thriftplugins.api", directory.resolve("lib/api.jar"));
        copyOfRuntime("org.slf4j", directory.resolve("lib/slf4j.jar"));
        String same =
                "result = String.valueOf(org.slf4j.LoggerFactory.class.getModule().getLayer() == ModuleLayer.boot());";

        assertThat(load(jar().source("module-info.java", MODULE.formatted("requires org.slf4j;"))
                        .plugin(same)
                        .build()))
                .isEqualTo("true");
        assertThat(load(jar().service("example.Main").plugin(same).build())).isEqualTo("true");
    }

    @Test
    void finds_the_plugins_own_resources_and_services() throws Exception {
        Path library = new TestJar(directory.resolve("lib/spi.jar"))
                .source(
                        "module-info.java",
                        "module org.spi { exports org.spi; uses Runnable; provides Runnable with org.spi.Run; }")
                .source(
                        "org/spi/Run.java",
                        "package org.spi; public class Run implements Runnable { public void run() {}"
                                + " public static String find(ClassLoader l) {"
                                + " return java.util.ServiceLoader.load(Runnable.class, l).findFirst().get()"
                                + ".getClass().getSimpleName(); } }")
                .build();
        Path jar = jar().source("module-info.java", MODULE.formatted("requires org.spi;"))
                .against(library)
                .resource("example/text.txt", "a text")
                .resource("META-INF/other.txt", "another")
                .plugin("var loader = getClass().getClassLoader();"
                        + " try (var a = getClass().getResourceAsStream(\"text.txt\");"
                        + " var b = loader.getResource(\"META-INF/other.txt\").openStream();"
                        + " var c = getClass().getModule().getResourceAsStream(\"example/text.txt\")) {"
                        + " result = new String(a.readAllBytes()) + new String(b.readAllBytes())"
                        + " + new String(c.readAllBytes())"
                        + " + org.spi.Run.find(loader) + loader.getResource(\"nowhere\"); }")
                .build();

        assertThat(load(jar)).isEqualTo("a textanothera textRunnull");
    }

    @Test
    void sees_the_jdk_but_only_what_a_module_requires_of_it() throws Exception {
        String use = "result = Class.forName(\"java.util.logging.Logger\").getName();";

        assertThat(load(jar().source("module-info.java", MODULE.formatted("requires java.logging;"))
                        .plugin(use)
                        .build()))
                .isEqualTo("java.util.logging.Logger");
        assertThat(load(jar().service("example.Main").plugin(use).build())).isEqualTo("java.util.logging.Logger");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @DisplayName("no file stays open (checklist 40)")
    void leaves_no_file_open() throws Exception {
        library(directory.resolve("lib/library.jar"), "x");
        String readsResource = "try (var in = getClass().getResource(\"/r.txt\").openStream()) {"
                + " result = new String(in.readAllBytes()); }";
        Path modular = jar("modular.jar")
                .source("module-info.java", MODULE.formatted(""))
                .resource("r.txt", "r")
                .plugin(readsResource)
                .build();
        Path plain = jar("plain.jar")
                .service("example.Main")
                .plugin(NAMES_ITS_MODULE)
                .build();
        Path broken = jar("broken.jar")
                .service("example.Main")
                .plugin("throw new Exception();")
                .build();

        for (int i = 0; i < 20; i++) {
            assertThat(load(modular)).isEqualTo("r");
            load(plain);
            assertThat(LoadFailureTest.failure(broken)).isNotNull();
        }
        assertThat(openFiles()).noneMatch(name -> name.startsWith(directory.toString()));
    }

    private TestJar jar() throws IOException {
        return jar("plugin.jar");
    }

    private TestJar jar(String name) throws IOException {
        return new TestJar(directory.resolve(name));
    }

    private static Path library(Path file, String name) throws IOException {
        return new TestJar(file)
                .source(
                        "org/lib/Library.java",
                        "package org.lib; public class Library {" + " public static String name() { return \"" + name
                                + "\"; } }")
                .build();
    }

    private static Path ownThrift(Path file) throws IOException {
        return new TestJar(file)
                .automaticModule("org.apache.thrift")
                .source(
                        "org/apache/thrift/TException.java",
                        "package org.apache.thrift; public class TException {"
                                + " public String version() { return \"the plugin's\"; } }")
                .build();
    }

    private static void copyOfRuntime(String module, Path to) throws IOException {
        Path from = Path.of(ModuleLayer.boot()
                .configuration()
                .findModule(module)
                .orElseThrow()
                .reference()
                .location()
                .orElseThrow());
        Files.createDirectories(to.getParent());
        if (Files.isDirectory(from)) {
            java.util.spi.ToolProvider.findFirst("jar")
                    .orElseThrow()
                    .run(System.out, System.err, "-c", "-f", to.toString(), "-C", from.toString(), ".");
        } else {
            Files.copy(from, to);
        }
    }

    private static String load(Path path) throws Exception {
        try (LoadedPlugin loaded = LoadedPlugin.load(path)) {
            return result(loaded);
        }
    }

    private static String result(LoadedPlugin loaded) {
        return String.valueOf(PluginDefinition.of(loaded.plugin()).metadata().get("result"));
    }

    private static String[] openFiles() {
        File[] all = new File("/proc/self/fd").listFiles();
        return Arrays.stream(all == null ? new File[0] : all)
                .map(file -> {
                    try {
                        return Files.readSymbolicLink(file.toPath()).toString();
                    } catch (IOException e) {
                        return ""; // closed since
                    }
                })
                .toArray(String[]::new);
    }
}
