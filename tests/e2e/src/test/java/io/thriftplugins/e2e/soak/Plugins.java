package io.thriftplugins.e2e.soak;

import io.thriftplugins.e2e.kit.Jvm;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.PythonPeer;
import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.e2e.languages.Language;
import io.thriftplugins.server.PluginSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The plugins on disk. */
final class Plugins {

    private static final Class<?>[] CLASSES = {
        SoakApi.class, PluginJournal.class, SeededBlob.class, SeededRows.class, Mismatch.class
    };

    /** To look for the cause of a fault with some plugins only: a regular expression for their kinds. */
    private static final @Nullable String ONLY = System.getProperty("soak.kinds");

    private final Path directory;
    private final Map<Kind, PluginSource> sources = new EnumMap<>(Kind.class);
    private final PluginSource failing;

    /**
     * Makes them.
     *
     * @param directory an empty one
     */
    Plugins(Path directory) throws IOException {
        this.directory = directory;
        Files.writeString(below(ForeignOperations.FILES).resolve(ForeignOperations.FILE), ForeignOperations.CONTENT);
        PluginSource jar = PluginJars.source(below("jar"), SoakPlugin.class, CLASSES);
        sources.put(Kind.JAR, jar);
        sources.put(Kind.IN_HOST, PluginSource.jarInHost(jar.path()));
        sources.put(Kind.MAIN, Jvm.plugin(below("main"), SoakMain.class));
        failing = PluginJars.source(below("failing"), FailingPlugin.class);
        if (System.getenv("THRIFT_PLUGINS_PYTHON") != null) {
            sources.put(Kind.PYTHON, PythonPeer.source(below("python"), "soak_plugin.py", "normal"));
        }
        addExample(Kind.NODE, Language.NODE);
        addExample(Kind.GO, Language.GO);
    }

    private void addExample(Kind kind, Language language) throws IOException {
        if (language.isAvailable()) {
            sources.put(kind, language.source(below("examples")));
        }
    }

    private Path below(String name) throws IOException {
        return Files.createDirectories(directory.resolve(name));
    }

    /** Where files are that plugins read. */
    Path directory() {
        return directory;
    }

    PluginSource source(Kind kind, String name) {
        return Objects.requireNonNull(sources.get(kind)).withName(name);
    }

    /** A plugin that can't start. */
    PluginSource failing(String name) {
        return failing.withName(name);
    }

    /** Which plugins a host has; the examples, which do less than the others, are with one transport each. */
    List<Kind> kinds(String transport) {
        List<Kind> kinds = new ArrayList<>(sources.keySet());
        if (ONLY != null) {
            kinds.removeIf(kind -> !kind.name().matches(ONLY));
        }
        kinds.remove(transport.equals(TestHost.PIPE) ? Kind.GO : Kind.NODE);
        return kinds;
    }
}
