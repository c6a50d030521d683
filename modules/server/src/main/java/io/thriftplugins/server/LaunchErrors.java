package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says in words why a process can't be started: before the attempt where the JDK would be silent, and after it. */
final class LaunchErrors {

    /** The program is being written to; see errno(3). */
    static final int BUSY = 26;

    private static final int NO_SUCH_FILE = 2;
    private static final int TOO_LONG = 7;
    private static final int BAD_FORMAT = 8;
    private static final int NO_PERMISSION = 13;

    /** {@code error=2, No such file} up to JDK 21, {@code error: 2 (No such file)} since. */
    private static final Pattern NUMBER = Pattern.compile("error(?:=|: )(\\d+)");

    private LaunchErrors() {}

    /** Finds what the attempt would not tell, or tell only in the process's own words. */
    static void check(LaunchPlan plan) {
        Path directory = plan.workingDirectory();
        if (directory != null && !Files.isDirectory(directory)) {
            throw failure(plan, "its working directory " + directory + " does not exist or is no directory", null);
        }
        Path program = Path.of(plan.program().get(0));
        if (Files.isRegularFile(program)) {
            String problem = ProgramFormat.problemWith(program);
            if (problem != null) {
                throw failure(plan, program + " can't be executed: " + problem, null);
            }
        }
        checkEncoding(plan);
    }

    /** Where the locale is "C", the JDK would replace characters by question marks, silently. */
    private static void checkEncoding(LaunchPlan plan) {
        String encoding = System.getProperty("sun.jnu.encoding");
        if (OperatingSystem.WINDOWS || encoding == null || !Charset.isSupported(encoding)) {
            return;
        }
        Charset charset = Charset.forName(encoding);
        List<String> command = plan.command();
        for (int i = 0; i < command.size(); i++) {
            if (!charset.newEncoder().canEncode(command.get(i))) {
                throw failure(
                        plan,
                        "word " + i + " of its command line has characters that the host's locale can't encode ("
                                + encoding + "); start the host with a UTF-8 locale, such as LANG=C.UTF-8",
                        null);
            }
        }
    }

    /** The errno of a failed start, or -1. */
    static int number(IOException e) {
        Matcher matcher = NUMBER.matcher(String.valueOf(e.getMessage()));
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
    }

    static PluginException explain(LaunchPlan plan, IOException e) {
        Path program = Path.of(plan.command().get(0));
        if (!plan.prefix().isEmpty()) {
            return failure(plan, "its launch prefix " + program + " can't be started: " + e.getMessage(), e);
        }
        return failure(
                plan,
                switch (number(e)) {
                    case NO_SUCH_FILE -> missing(program);
                    case NO_PERMISSION ->
                        program + " may not be executed; allow it with: chmod +x '" + program
                                + "', and check that its file system is not mounted noexec";
                    case BAD_FORMAT -> program + " is no program for this machine";
                    case BUSY -> program + " is still being written";
                    case TOO_LONG -> "its command line and environment are too long for this system";
                    // The JDK's text names the program, and no arguments.
                    default -> String.valueOf(e.getMessage());
                },
                e);
    }

    private static String missing(Path program) {
        if (!Files.exists(program)) {
            return program + " does not exist any more";
        }
        String interpreter = ProgramFormat.interpreter(program);
        if (interpreter == null) {
            return program + " exists, but the system loader that it asks for does not: it was built for another"
                    + " system";
        }
        return interpreter.endsWith("\r")
                ? "the first line of " + program + " has a Windows line end; save it with Unix line ends"
                : "the interpreter '" + interpreter + "' that the first line of " + program
                        + " names does not exist; install it or correct the line";
    }

    private static PluginException failure(LaunchPlan plan, String reason, @Nullable Throwable cause) {
        return new PluginException(
                ErrorCode.LAUNCH_FAILED, "Plugin '" + plan.pluginName() + "' can't be launched: " + reason, cause);
    }
}
