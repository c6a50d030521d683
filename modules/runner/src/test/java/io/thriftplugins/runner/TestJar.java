package io.thriftplugins.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/** A JAR made from source texts; modular if there is a module-info among them. */
final class TestJar {

    private final Path file;
    private final Path sources;
    private final Path classes;
    private final List<Path> dependencies = new ArrayList<>();
    private final List<String> toCompile = new ArrayList<>();
    private String manifest = "";

    TestJar(Path file) throws IOException {
        this.file = file;
        Files.createDirectories(file.getParent());
        sources = Files.createTempDirectory(file.getParent(), "src");
        classes = Files.createDirectories(sources.resolve("out"));
    }

    /** A plugin class {@code example.Main} whose constructor runs some code; its name is {@code example}. */
    TestJar plugin(String constructorCode) throws IOException {
        return plugin("example.Main", constructorCode);
    }

    TestJar plugin(String className, String constructorCode) throws IOException {
        String packageName = RuntimeClasses.packageOf(className);
        String simpleName = className.substring(packageName.length() + 1);
        return source(className.replace('.', '/') + ".java", """
                package %s;

                public class %s implements io.thriftplugins.Plugin {
                    private final String result;

                    public %s() throws Exception {
                        %s
                    }

                    @Override public void define(io.thriftplugins.PluginDefinition plugin) {
                        plugin.name("example").version("1").metadata("result", result);
                    }
                }
                """.formatted(
                        packageName, simpleName, simpleName, constructorCode));
    }

    TestJar source(String path, String text) throws IOException {
        toCompile.add(write(sources.resolve(path), text).toString());
        return this;
    }

    TestJar resource(String path, String text) throws IOException {
        write(classes.resolve(path), text);
        return this;
    }

    TestJar service(String... classNames) throws IOException {
        return resource("META-INF/services/io.thriftplugins.Plugin", String.join("\n", classNames));
    }

    TestJar automaticModule(String name) {
        manifest = "Automatic-Module-Name: " + name + "\n";
        return this;
    }

    TestJar against(Path... jars) {
        dependencies.addAll(List.of(jars));
        return this;
    }

    Path build(String... compilerOptions) throws IOException {
        boolean modular = Files.exists(sources.resolve("module-info.java"));
        String path = System.getProperty("jdk.module.path");
        for (Path dependency : dependencies) {
            path = dependency + File.pathSeparator + path;
        }
        if (!toCompile.isEmpty()) {
            List<String> arguments =
                    new ArrayList<>(List.of("-d", classes.toString(), "-proc:none", modular ? "-p" : "-cp", path));
            arguments.addAll(compilerOptions.length == 0 ? List.of("--release", "17") : List.of(compilerOptions));
            arguments.addAll(toCompile);
            run("javac", arguments);
        }
        Path manifestFile = write(sources.resolve("manifest"), manifest);
        run("jar", List.of("-c", "-f", file.toString(), "-m", manifestFile.toString(), "-C", classes.toString(), "."));
        return file;
    }

    static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static void run(String tool, List<String> arguments) {
        int code = ToolProvider.findFirst(tool)
                .orElseThrow()
                .run(System.out, System.err, arguments.toArray(String[]::new));
        assertThat(code).as(tool).isZero();
    }
}
