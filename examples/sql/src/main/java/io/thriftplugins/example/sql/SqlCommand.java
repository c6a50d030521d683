package io.thriftplugins.example.sql;

import io.thriftplugins.PluginException;
import io.thriftplugins.server.PluginSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command: loads plugins, runs statements, prints their rows. */
@Command(
        name = "sql",
        description = {
            "Runs SQL over the functions of plugins.",
            "A function that returns rows stands in FROM, others wherever a value may stand:",
            "",
            "  sql \"select name, age from csv('people.csv') where age >= 18 limit 10\"",
            ""
        },
        sortOptions = false,
        mixinStandardHelpOptions = false)
final class SqlCommand implements Callable<Integer> {

    /** Where the launcher says that it lies; beside it are the plugins. */
    private static final String HOME = "sql.home";

    private final PrintWriter out;
    private final PrintWriter err;
    private volatile boolean interrupted;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "STATEMENT", description = "SQL; several statements are separated by ';'.")
    private List<String> statements = new ArrayList<>();

    @Option(names = "-f", paramLabel = "FILE", description = "Runs the statements of a file; - is standard input.")
    private @Nullable String file;

    @Option(
            names = "--plugin",
            paramLabel = "PLUGIN",
            description = "Loads this executable, JAR or directory, and others named so, instead of those in plugins/.")
    private List<Path> plugins = new ArrayList<>();

    @Option(names = "--functions", description = "Lists the functions, and whether they are tables or values.")
    private boolean functions;

    @Option(names = "-v", description = "Shows errors with their stack.")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    private boolean help;

    SqlCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        if (!functions && (file == null) == statements.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "say either a statement or -f FILE");
        }
        try {
            List<String> script = Statements.split(file == null ? String.join(" ", statements) : read(file));
            run(script);
            return CommandLine.ExitCode.OK;
        } catch (NoSuchFileException e) {
            return failed(e, "can't read " + file + ": there is no such file");
        } catch (IOException e) {
            return failed(e, "can't read " + file + ": " + e.getMessage());
        } catch (SQLException | RuntimeException e) {
            return failed(e, Failures.message(e));
        }
    }

    private int failed(Exception e, String message) {
        out.flush();
        if (interrupted) {
            return CommandLine.ExitCode.SOFTWARE; // whoever did that knows why the plugins have gone
        }
        err.println("sql: " + message);
        if (verbose) {
            e.printStackTrace(err);
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String read(String file) throws IOException {
        return file.equals("-")
                ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                : Files.readString(Path.of(file));
    }

    private void run(List<String> script) throws SQLException {
        try (PluginHost host = PluginHost.load(sources(), this::notLoaded)) {
            closeAtExit(host);
            try (SqlSession session = SqlSession.of(host.plugins())) {
                if (functions) {
                    FunctionList.print(host.plugins(), session.shared(), out);
                }
                for (String statement : script) {
                    session.query(statement, rows -> TablePrinter.print(rows, out));
                }
            }
        }
    }

    /** For Ctrl-C. At an ordinary end it closes what is closed, which is harmless. */
    private void closeAtExit(PluginHost host) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            interrupted = true;
                            host.close();
                        },
                        "sql-exit"));
    }

    private List<PluginSource> sources() {
        if (!plugins.isEmpty()) {
            return plugins.stream().map(PluginSource::of).toList();
        }
        return PluginSource.discover(Path.of(System.getProperty(HOME, "."), "plugins"));
    }

    /** Without a plugin of plugins/ other queries still work; one that was asked for has to be there. */
    private void notLoaded(PluginSource source, PluginException failure) {
        if (!plugins.isEmpty()) {
            throw failure;
        }
        err.println("sql: going on without the plugin '" + source.name() + "': " + Failures.message(failure));
    }
}
