package io.thriftplugins.example.quickstart;

import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.SocketEndpoint;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the command line says.
 *
 * @param scheme which transport to use
 * @param folder where the Markdown files are
 * @param output where the pages go
 * @param repository where the plugins are
 */
record Options(String scheme, Path folder, Path output, Path repository) {

    static final String USAGE = "usage: quickstart [--transport=pipe|socket] [--output=FOLDER] [FOLDER]";

    static Options parse(String... args) {
        Path repository = Path.of(System.getProperty("quickstart.repository", ""))
                .toAbsolutePath()
                .normalize();
        String scheme = PipeEndpoint.SCHEME;
        Path folder = repository;
        Path output = repository.resolve("examples/quickstart/target/site");
        for (String arg : args) {
            if (arg.equals("--transport=pipe")) {
                scheme = PipeEndpoint.SCHEME;
            } else if (arg.equals("--transport=socket")) {
                scheme = SocketEndpoint.SCHEME;
            } else if (arg.startsWith("--output=")) {
                output = Path.of(arg.substring("--output=".length()));
            } else if (arg.startsWith("-")) {
                throw new IllegalArgumentException("There is no option " + arg + "; " + USAGE);
            } else {
                folder = Path.of(arg);
            }
        }
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(folder + " is no folder; " + USAGE);
        }
        return new Options(
                scheme,
                folder.toAbsolutePath().normalize(),
                output.toAbsolutePath().normalize(),
                repository);
    }

    /** A JAR with its dependencies in lib/. */
    Path markdownPlugin() {
        return repository.resolve("examples/markdown-plugin/target/plugin");
    }

    /** A directory with plugin.properties. */
    Path statisticsPlugin() {
        return repository.resolve("examples/python-statistics");
    }
}
