package io.thriftplugins.e2e.kit;

import io.thriftplugins.server.PluginSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The plugins in {@code tests/python}, which know the wire contract and nothing else of this project. */
public final class PythonPeer {

    private static final String VARIABLE = "THRIFT_PLUGINS_PYTHON";

    private PythonPeer() {}

    /**
     * The plugin, to be launched.
     *
     * @param directory an empty one
     * @param variant see {@code fake_plugin.py}
     */
    public static PluginSource source(Path directory, String variant) {
        return source(directory, "fake_plugin.py", variant);
    }

    /**
     * A plugin, to be launched.
     *
     * @param directory an empty one
     * @param program its file in {@code tests/python}
     * @param variant what it is told to be
     */
    public static PluginSource source(Path directory, String program, String variant) {
        Path script = Path.of(System.getProperty("thriftplugins.root"), "tests", "python", program);
        try {
            Files.writeString(
                    directory.resolve("plugin.properties"),
                    "name=python\ncommand='" + python() + "' '" + script + "' " + variant + "\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return PluginSource.directory(directory);
    }

    private static String python() {
        String python = System.getenv(VARIABLE);
        if (python != null) {
            return python;
        }
        String reason = "Set " + VARIABLE + " to a Python that has the package thrift";
        return Skip.unlessOnBuildServer(reason);
    }
}
