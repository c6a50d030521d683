package io.thriftplugins.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Loads a plugin and calls a function of it. */
@Command(
        name = "call",
        description = "Loads a plugin, calls a function of it, and prints the result as JSON.",
        sortOptions = false,
        footerHeading = "%nValues:%n",
        footer = {
            "  An argument is a JSON value, otherwise text. The parameter's type counts:",
            "    string     the text, or a JSON string: 5 is the same as \"5\"; null is null",
            "    timestamp  in ISO 8601: 2030-12-31T23:59:59Z",
            "    interval   in ISO 8601: PT1.5S",
            "    float      a number, NaN, Infinity or -Infinity",
            "    numeric    a number, taken digit by digit",
            "    map        a JSON object, or an array of [key, value] pairs",
            "    object     any JSON value, passed on as a document",
            "  Results are printed in the same forms, NaN and infinities as strings, a map",
            "  whose keys aren't all strings as an array of [key, value] pairs.",
            "  Write -- before arguments that begin with a minus sign and are no number.",
            "",
            "Example:",
            "  thrift-plugins call PLUGIN.jar add 2 3"
        })
final class CallCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ThriftPlugins root;

    @Parameters(index = "0", paramLabel = "PLUGIN", description = InspectCommand.PLUGIN)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path plugin;

    @Parameters(index = "1", paramLabel = "FUNCTION", description = "The function's name, in any case.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String function;

    @Parameters(index = "2..*", paramLabel = "ARG", description = "What it is called with, see below.")
    private List<String> arguments = List.of();

    CallCommand() {}

    @Override
    public Integer call() {
        try (PluginSession session = PluginSession.open(root, plugin)) {
            String result = FunctionLine.of(function, arguments).call(session.load());
            root.terminal().out().println(result);
        }
        return 0;
    }
}
