package io.thriftplugins.example.sql;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The program {@code sql}. */
public final class Main {

    private Main() {}

    /** Runs the queries and ends the JVM: 0 if they worked, 1 if one failed, 2 if the command was written wrongly. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int status = execute(out, err, args);
        out.flush();
        System.exit(status);
    }

    /** Runs the command. */
    static int execute(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new SqlCommand(out, err))
                .setOut(out)
                .setErr(err)
                // A statement may begin with @.
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((e, arguments) -> {
                    err.println("sql: " + e.getMessage());
                    err.println("Try 'sql --help'.");
                    return CommandLine.ExitCode.USAGE;
                })
                .execute(args);
    }
}
