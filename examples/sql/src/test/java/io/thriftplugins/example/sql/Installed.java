package io.thriftplugins.example.sql;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.thriftplugins.Plugin;
import io.thriftplugins.server.PluginSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** What the build leaves: the program with its plugins; and what runs plugins in other languages. */
final class Installed {

    /** Tests start many JVMs that live for a moment. */
    private static final List<String> LIGHT = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private Installed() {}

    /** This module's directory. */
    static Path module() {
        return Path.of(System.getProperty("thriftplugins.root"), "examples", "sql");
    }

    /** The program as users get it. */
    static Path home() {
        return module().resolve("target").resolve("sql");
    }

    /** The plugin in Java that reads files. */
    static PluginSource files() {
        return PluginSource.of(home().resolve("plugins").resolve("files")).withJavaOptions(LIGHT);
    }

    /** The plugin of these tests, packed as its author would. */
    static PluginSource edge(Path empty) throws IOException {
        Path file = empty.resolve("edge.jar");
        String name = EdgePlugin.class.getName();
        String entry = name.replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file));
                InputStream code = EdgePlugin.class.getClassLoader().getResourceAsStream(entry)) {
            jar.putNextEntry(new JarEntry("META-INF/services/" + Plugin.class.getName()));
            jar.write(name.getBytes(StandardCharsets.UTF_8));
            jar.putNextEntry(new JarEntry(entry));
            code.transferTo(jar);
        }
        return PluginSource.jar(file).withJavaOptions(LIGHT);
    }

    /** The plugin in Python. */
    static PluginSource python(Path empty) throws IOException {
        return withCommand("python-statistics", python(), "plugin.py", empty);
    }

    /** The plugin in JavaScript. */
    static PluginSource node(Path empty) throws IOException {
        return withCommand("node-text", node(), "plugin.js", empty);
    }

    /** The plugin, with a command that names the tool by its path: the PATH of these tests may know another. */
    private static PluginSource withCommand(String plugin, Path tool, String program, Path empty) throws IOException {
        Path directory = home().resolve("plugins").resolve(plugin);
        Path copy = Files.createDirectories(empty.resolve(plugin));
        Files.writeString(
                copy.resolve("plugin.properties"),
                "name=" + plugin + "\nlaunch=environment\ncommand='" + tool + "' '" + directory.resolve(program)
                        + "'\n");
        return PluginSource.directory(copy);
    }

    private static Path python() {
        return tool("THRIFT_PLUGINS_PYTHON", "a Python with thrift");
    }

    private static Path node() {
        return tool("THRIFT_PLUGINS_NODE", "a Node.js, after 'npm ci' in examples/node-text");
    }

    /** A search path on which the plugins' commands, python3 and node, are those that run them. */
    static String searchPath() {
        return python().getParent() + ":" + node().getParent() + ":" + System.getenv("PATH");
    }

    /** Skips the test if the variable is missing; on the build server that is a failure. */
    private static Path tool(String variable, String whatItNames) {
        String tool = System.getenv(variable);
        if (tool != null && !tool.isBlank()) {
            return Path.of(tool);
        }
        String reason = variable + " does not name " + whatItNames;
        return "true".equals(System.getenv("CI")) ? fail(reason) : abort(reason);
    }
}
