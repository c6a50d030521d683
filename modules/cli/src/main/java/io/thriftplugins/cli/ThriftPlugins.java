package io.thriftplugins.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command without a subcommand, and the options that every subcommand has. */
@Command(
        name = "thrift-plugins",
        description = "Tries plugins from the command line.",
        subcommands = {
            InspectCommand.class,
            CallCommand.class,
            DebugCommand.class,
            RunCommand.class,
            ShowHelpCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = ProgramVersion.class,
        optionListHeading = "%nOptions, before or after the command:%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExit code:%n",
        footer = "  0 if it worked, 1 if it failed, 2 if the command line was wrong.")
final class ThriftPlugins implements Runnable {

    @Option(
            names = "--transport",
            scope = ScopeType.INHERIT,
            paramLabel = "pipe|socket|tls",
            converter = TransportKind.Converter.class,
            description = "How host and plugin are connected; a pipe by default.")
    private @Nullable TransportKind transport;

    @Option(
            names = "--timeout",
            scope = ScopeType.INHERIT,
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "How long each step of loading and each call may take, such as 500ms, 10s or 2m. "
                    + "By default 10s to load and 30s to call; in debug mode there is no limit.")
    private @Nullable Duration timeout;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Shows the plugin's log, and the stack traces of errors.")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "Shows this text.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "Shows the version.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    private boolean version;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final Terminal terminal;

    ThriftPlugins(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Runs a command. What goes wrong is printed. */
    static int execute(Terminal terminal, String... arguments) {
        ThriftPlugins root = new ThriftPlugins(terminal);
        Failures failures = new Failures(root);
        CommandLine commands = new CommandLine(root);
        // What it doesn't know is for the plugin.
        Objects.requireNonNull(commands.getSubcommands().get(RunCommand.NAME))
                .setUnmatchedOptionsArePositionalParams(true);
        return commands.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, Charset.defaultCharset()))
                // An argument such as @home is one for the function, no file with arguments.
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(failures::wrongUsage)
                .setExecutionExceptionHandler(failures::failed)
                .execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing");
    }

    Terminal terminal() {
        return terminal;
    }

    /** The transport that was asked for, if any. */
    @Nullable
    TransportKind transport() {
        return transport;
    }

    /** The limit that was asked for, if any. */
    @Nullable
    Duration timeout() {
        return timeout;
    }

    boolean verbose() {
        return verbose;
    }
}
