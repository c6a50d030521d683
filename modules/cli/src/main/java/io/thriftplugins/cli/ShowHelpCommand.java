package io.thriftplugins.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Shows how commands are used. Not picocli's own, whose option {@code -h} clashes with the one for all commands. */
@Command(
        name = "help",
        description = "Shows how a command is used, and which values functions take.",
        sortOptions = false)
final class ShowHelpCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ThriftPlugins root;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command; without one, all are listed.")
    private @Nullable String command;

    ShowHelpCommand() {}

    @Override
    public Integer call() {
        CommandLine all = spec.parent().commandLine();
        CommandLine wanted = command == null ? all : all.getSubcommands().get(command);
        if (wanted == null) {
            throw new ParameterException(all, Failures.noCommand(String.valueOf(command), all));
        }
        wanted.usage(root.terminal().out());
        return 0;
    }
}
