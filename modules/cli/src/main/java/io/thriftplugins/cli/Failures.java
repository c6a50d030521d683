package io.thriftplugins.cli;

import io.thriftplugins.PluginException;
import io.thriftplugins.RemoteFailure;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells the user what went wrong: a line, and the stack if they asked for more. */
final class Failures {

    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private final ThriftPlugins root;

    Failures(ThriftPlugins root) {
        this.root = root;
    }

    /** For picocli: the command line can't be understood. */
    int wrongUsage(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        String problem = oneLine(String.valueOf(e.getMessage()));
        if (e instanceof UnmatchedArgumentException unmatched) {
            if (unmatched.isUnknownOption()) {
                problem += "; write -- before arguments that are no options although they begin like one";
            } else if (command.getParent() == null) {
                problem = noCommand(unmatched.getUnmatched().get(0), command);
            }
        }
        print(e, problem + "; see: " + helpOn(command));
        return WRONG_USAGE;
    }

    static String noCommand(String name, CommandLine root) {
        return "There is no command '" + name + "'; there are "
                + String.join(", ", root.getSubcommands().keySet());
    }

    /** For picocli: the command did not work. */
    int failed(Exception e, CommandLine command, ParseResult parsed) {
        if (!OnShutdown.isUnderWay()) { // or the user ended it, and knows why
            print(e);
        }
        return FAILED;
    }

    /** Prints an error. */
    void print(Throwable e) {
        print(e, text(e));
    }

    private void print(Throwable e, String line) {
        PrintStream err = root.terminal().err();
        err.println("thrift-plugins: " + line);
        if (root.verbose()) {
            e.printStackTrace(err);
            if (e instanceof PluginException plugin) {
                printRemote(err, plugin.remoteFailure());
            }
        }
    }

    /** The other process's side of it. */
    private static void printRemote(PrintStream err, @Nullable RemoteFailure failure) {
        for (RemoteFailure f = failure; f != null; f = f.cause()) {
            String stack = f.stackTrace();
            err.println("In the plugin: " + (f.type() == null ? "" : f.type() + ": ") + f.message());
            if (stack != null && !stack.isBlank()) {
                err.println(stack.stripTrailing());
            }
        }
    }

    /** The framework's own messages are complete sentences; those of others need to be introduced. */
    static String text(Throwable e) {
        return oneLine(e instanceof PluginException ? String.valueOf(e.getMessage()) : "Unexpected error: " + e);
    }

    /** Messages may quote the lines of a plugin's stderr, below each other. */
    static String oneLine(String message) {
        return message.strip().replaceAll(":\\s*\\R\\s*", ": ").replaceAll("\\s*\\R\\s*", " | ");
    }

    private static String helpOn(CommandLine command) {
        CommandLine parent = command.getParent();
        return parent == null
                ? command.getCommandName() + " help"
                : parent.getCommandName() + " help " + command.getCommandName();
    }
}
