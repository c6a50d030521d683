package io.thriftplugins.runner;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.LogLevel;
import io.thriftplugins.PluginException;
import io.thriftplugins.client.ClientArguments;
import io.thriftplugins.client.HostWatch;
import io.thriftplugins.client.RemoteLogging;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The runner's program, but for what only a real process can do. */
final class PluginProcess {

    private static final int FAILED = 1;

    private final PluginClient.Factory clients;
    private final PrintStream errors;

    PluginProcess(PluginClient.Factory clients, PrintStream errors) {
        this.clients = clients;
        this.errors = errors;
    }

    /**
     * Runs a plugin until its end. Errors become one line.
     *
     * @return the exit code (contract 7.2)
     */
    int run(List<String> commandLine, Map<String, String> environment) {
        List<String> options = new ArrayList<>(commandLine);
        boolean verbose = options.removeIf("-v"::equals);
        try {
            ClientArguments arguments = ClientArguments.parse(options, environment);
            verbose |= arguments.logLevel().compareTo(LogLevel.DEBUG) <= 0;
            RemoteLogging.minimum(arguments.logLevel());
            return run(pluginOf(arguments), arguments);
        } catch (Throwable e) { // the last resort of the program
            errors.println(message(e));
            if (verbose) {
                e.printStackTrace(errors);
            }
            return FAILED;
        }
    }

    private int run(Path path, ClientArguments arguments) throws Exception {
        // Until there is a client; whatever a JAR does when its classes are loaded, it ends with the host.
        HostWatch watch = HostWatch.start(arguments);
        try (LoadedPlugin plugin = LoadedPlugin.load(path)) {
            Thread.currentThread().setContextClassLoader(plugin.loader());
            PluginClient client = clients.of(plugin.plugin(), arguments, null);
            watch.close();
            return client.run();
        } catch (LinkageError e) {
            // The JARs were fine so far; a library is missing that only define(...) or start(...) needs.
            throw LoadFailure.explain(path, e);
        } finally {
            watch.close();
        }
    }

    static Path pluginOf(ClientArguments arguments) {
        String path = arguments.option("plugin").orElse("");
        if (path.isEmpty()) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT,
                    "The plugin is missing; pass --plugin=PATH with a plugin's JAR or a directory of JARs");
        }
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT, "--plugin=" + path + " is no path: " + e.getReason(), e);
        }
    }

    /** The framework's own messages are complete sentences; those of others need to be introduced. */
    private static String message(Throwable e) {
        String text = e instanceof PluginException ? String.valueOf(e.getMessage()) : "The plugin failed: " + e;
        return text.lines().findFirst().orElse(text);
    }
}
