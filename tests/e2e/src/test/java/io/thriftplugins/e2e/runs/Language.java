package io.thriftplugins.e2e.runs;

import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.PythonPeer;
import io.thriftplugins.e2e.support.Python;
import io.thriftplugins.server.Bubblewrap;
import io.thriftplugins.server.PluginSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The curious plugin, as a JAR and as a program that knows only the contract. */
enum Language {
    JAVA {
        @Override
        PluginSource source(Path directory) {
            return PluginJars.source(directory, CuriousPlugin.class);
        }

        @Override
        Bubblewrap confined() {
            return Bubblewrap.confined();
        }
    },
    PYTHON {
        @Override
        void require() {
            Path unused = Python.require();
        }

        @Override
        PluginSource source(Path directory) {
            return PythonPeer.source(directory, "curious_plugin.py", "normal");
        }

        @Override
        Bubblewrap confined() throws IOException {
            // Its own files are in no one place: scripts, stubs, an environment with the library, and what that is of.
            Path python = Python.require();
            return Bubblewrap.confined()
                    .readable(Python.repository().resolve("tests").resolve("python"))
                    .readable(Python.repository().resolve("examples").resolve("python-statistics"))
                    .readable(python.getParent().getParent())
                    .readable(python.toRealPath().getParent().getParent());
        }
    };

    /** Leaves the test out where there is nothing that runs it. */
    void require() {}

    abstract PluginSource source(Path directory);

    abstract Bubblewrap confined() throws IOException;

    /** An empty directory in a directory. */
    static Path empty(Path directory) throws IOException {
        return Files.createTempDirectory(directory, "plugin");
    }
}
