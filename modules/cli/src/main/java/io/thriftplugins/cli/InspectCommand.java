package io.thriftplugins.cli;

import io.thriftplugins.PluginHandle;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Loads a plugin and tells what it is. */
@Command(
        name = "inspect",
        description = "Loads a plugin and shows its name, its version and its functions.",
        sortOptions = false)
final class InspectCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ThriftPlugins root;

    @Parameters(index = "0", paramLabel = "PLUGIN", description = PLUGIN)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path plugin;

    @Option(names = "--json", description = "Shows it as JSON.")
    private boolean json;

    /** What every command says that loads one. */
    static final String PLUGIN = "An executable, a JAR, or a directory with plugin.properties or JARs.";

    InspectCommand() {}

    @Override
    public Integer call() {
        try (PluginSession session = PluginSession.open(root, plugin)) {
            PluginHandle handle = session.load();
            root.terminal().out().println(json ? PluginReport.json(handle) : PluginReport.text(handle));
        }
        return 0;
    }
}
