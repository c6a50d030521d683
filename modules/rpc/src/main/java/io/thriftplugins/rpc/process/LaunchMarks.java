package io.thriftplugins.rpc.process;

import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What tells a plugin's processes from all others: a variable in the environment that a host of this project launches a
 * plugin with, and so of what that starts. It holds the marks of all such launches that led to a process, separated by
 * slashes, its own last. A mark is a random UUID.
 */
public final class LaunchMarks {

    /** The variable. */
    public static final String VARIABLE = "THRIFT_PLUGINS_LAUNCH";

    private static final String SEPARATOR = "/";

    private LaunchMarks() {}

    /**
     * A mark that no other process has, behind those that this process has itself.
     *
     * @param mark the new one
     * @return what the variable is to be set to
     */
    public static String with(String mark) {
        String inherited = System.getenv(VARIABLE);
        // A plugin may be the host of further plugins: they are descendants of both.
        return inherited == null ? mark : inherited + SEPARATOR + mark;
    }

    /**
     * The last mark in this process's environment.
     *
     * @return null if there is none: no host of this project has launched it, nor what has started it
     */
    public static @Nullable String own() {
        String marks = System.getenv(VARIABLE);
        if (marks == null) {
            return null;
        }
        String last = marks.substring(marks.lastIndexOf(SEPARATOR) + 1);
        return isMark(last) ? last : null;
    }

    /**
     * Whether a text is a mark. What is none must never be looked for: a short one would be found in every process.
     *
     * @param text any text
     * @return true for a UUID in the form of {@link UUID#toString}
     */
    public static boolean isMark(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Whether a process bears a mark, so far as this user may know.
     *
     * @param pid the process
     * @param mark the mark
     * @return false also for a process of another user, for one that has ended, and where there is no {@code /proc}
     */
    public static boolean areBorneBy(long pid, String mark) {
        return areIn(ProcessScan.environment(pid), mark);
    }

    /** Whether an environment has a mark in the variable; {@code environment} is as in proc(5). */
    static boolean areIn(String environment, String mark) {
        return environment.contains(mark)
                && Arrays.stream(environment.split("\0"))
                        .filter(variable -> variable.startsWith(VARIABLE + "="))
                        .flatMap(variable -> Arrays.stream(
                                variable.substring(VARIABLE.length() + 1).split(SEPARATOR)))
                        .anyMatch(mark::equals);
    }
}
