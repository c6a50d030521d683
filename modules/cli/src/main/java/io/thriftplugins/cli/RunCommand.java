package io.thriftplugins.cli;

import io.thriftplugins.runner.RunnerMain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Becomes the process of a plugin. */
@Command(
        name = RunCommand.NAME,
        description = {
            "Runs a plugin's JAR for a host that was told no JVM to start, or that waits in debug mode.",
            "The plugin's process is this one, so a debugger goes into JAVA_OPTS."
        },
        sortOptions = false,
        customSynopsis = "thrift-plugins run --plugin=PATH ARG...")
final class RunCommand implements Callable<Integer> {

    static final String NAME = "run";

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ThriftPlugins root;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(
            paramLabel = "ARG",
            description = "--plugin=PATH with a JAR or a directory of JARs, and what every plugin's process gets: "
                    + "--server-endpoint=URI, --token=TOKEN, --parent-pid=PID, --log-level=LEVEL.")
    private List<String> arguments = List.of();

    RunCommand() {}

    @Override
    public Integer call() {
        if (arguments.stream().noneMatch(argument -> argument.startsWith("--plugin="))) {
            throw new ParameterException(
                    spec.commandLine(), "The plugin is missing; pass --plugin=PATH with a JAR or a directory of JARs");
        }
        List<String> all = new ArrayList<>(arguments);
        if (root.verbose()) {
            all.add("-v");
        }
        RunnerMain.main(all.toArray(String[]::new));
        throw new AssertionError("The runner ends the process");
    }
}
