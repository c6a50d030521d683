package io.thriftplugins.modules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Transports that this project doesn't have: the one in README.md, for {@code loop}, in several wrappings. */
final class StrangersTransport {

    private static final String SERVICE = "io.thriftplugins.spi.TransportProvider";

    private StrangersTransport() {}

    /** A module that exports nothing, with a service file for the class path. */
    static Path modular(Path directory, String name) throws IOException {
        return loop(name)
                .source("module-info.java", moduleInfo(name, ""))
                .service(SERVICE, name + ".LoopTransport")
                .jar(directory.resolve(name + ".jar"), Artifacts.forHosts());
    }

    /** A JAR that knows nothing of modules. */
    static Path plain(Path directory, String name) throws IOException {
        return loop(name)
                .service(SERVICE, name + ".LoopTransport")
                .jar(directory.resolve(name + ".jar"), Artifacts.forHosts());
    }

    /** A module that requires another one, in a JAR beside it. */
    static Path withLibrary(Path directory, String name) throws IOException {
        String library = name + "library";
        Path jar = library(directory, library, true);
        List<Path> path = new ArrayList<>(Artifacts.forHosts());
        path.add(jar);
        return loop(name)
                .source("module-info.java", moduleInfo(name, "requires " + library + ";"))
                .jar(directory.resolve(name + ".jar"), path);
    }

    /** A provider that can't be made. */
    static Path broken(Path directory) throws IOException {
        return new Program()
                .source("module-info.java", moduleInfo("broken", ""))
                .source(
                        "broken/LoopTransport.java",
                        source("broken")
                                .replace("public final class LoopTransport implements TransportProvider {", """
                                public final class LoopTransport implements TransportProvider {
                                    public LoopTransport() {
                                        throw new IllegalStateException("no driver");
                                    }
                                """))
                .service(SERVICE, "broken.LoopTransport", "missing.Transport")
                .jar(directory.resolve("broken.jar"), Artifacts.forHosts());
    }

    /** A JAR with one class, which nobody needs. */
    static Path library(Path directory, String name, boolean modular) throws IOException {
        Program program =
                new Program().source(name + "/Library.java", "package " + name + "; public final class Library {}");
        if (modular) {
            program.source("module-info.java", "module " + name + " { exports " + name + "; }");
        }
        return program.jar(directory.resolve(name + ".jar"), List.of());
    }

    private static Program loop(String packageName) {
        return new Program().source(packageName + "/LoopTransport.java", source(packageName));
    }

    private static String moduleInfo(String name, String more) {
        return "module " + name + " { requires io.thriftplugins.api; " + more + " provides " + SERVICE + " with " + name
                + ".LoopTransport; }";
    }

    private static String source(String packageName) {
        Path file = Path.of(System.getProperty("thriftplugins.root"))
                .resolve("examples/snippets/src/main/java/io/thriftplugins/example/snippets/LoopTransport.java");
        try {
            return Files.readString(file).replaceFirst("package [^;]+;", "package " + packageName + ";");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
