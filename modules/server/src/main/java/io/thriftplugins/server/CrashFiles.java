package io.thriftplugins.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the JVM of a plugin left when it ended: {@code hs_err_pid*.log} and {@code java_pid*.hprof}, in its
 * working directory or where its options {@code -XX:ErrorFile} and {@code -XX:HeapDumpPath} point (the {@code java}
 * command's manual page). Files of other processes don't count: the name has the process id in it unless an option
 * gives another one, and the file was written after the launch.
 *
 * <p>Options in files ({@code @argfiles}), and JVMs that the plugin's process started in its turn, are not looked at.
 */
final class CrashFiles {

    private static final String ERROR_FILE = "-XX:ErrorFile=";
    private static final String HEAP_DUMP_PATH = "-XX:HeapDumpPath=";

    /** Where JVMs take options from, besides their command line. */
    private static final List<String> VARIABLES = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    /** Some file systems keep times in whole seconds, or two. */
    private static final Duration GRANULARITY = Duration.ofSeconds(2);

    private final Path base;
    private final long pid;
    private final Instant launched;
    private final Set<Path> found = new LinkedHashSet<>();

    private CrashFiles(@Nullable Path workingDirectory, long pid, Instant launched) {
        this.base = (workingDirectory == null ? Path.of("") : workingDirectory).toAbsolutePath();
        this.pid = pid;
        this.launched = launched;
    }

    /**
     * Looks for the files of a process that has ended. Takes a few look-ups of files.
     *
     * @param launched before it was started
     */
    static List<Path> of(LaunchPlan plan, long pid, Instant launched) {
        return of(plan.command(), plan.environment(), plan.workingDirectory(), pid, launched);
    }

    static List<Path> of(
            List<String> command,
            Map<String, String> environment,
            @Nullable Path workingDirectory,
            long pid,
            Instant launched) {
        CrashFiles files = new CrashFiles(workingDirectory, pid, launched);
        List<String> options = new ArrayList<>(command);
        for (String variable : VARIABLES) {
            options.addAll(
                    List.of(environment.getOrDefault(variable, "").strip().split("\\s+")));
        }
        String errorFile = "hs_err_pid" + pid + ".log";
        files.look(errorFile);
        files.look(System.getProperty("java.io.tmpdir") + File.separator + errorFile);
        String heapDump = "java_pid" + pid + ".hprof";
        files.look(heapDump);
        for (String option : options) {
            if (option.startsWith(ERROR_FILE)) {
                files.look(files.expand(option.substring(ERROR_FILE.length())));
            } else if (option.startsWith(HEAP_DUMP_PATH)) {
                String path = files.expand(option.substring(HEAP_DUMP_PATH.length()));
                files.look(path);
                files.look(path + File.separator + heapDump);
            }
        }
        return List.copyOf(files.found);
    }

    private String expand(String path) {
        return path.replace("%p", Long.toString(pid)).replace("%%", "%");
    }

    private void look(String name) {
        try {
            Path file = base.resolve(name).normalize();
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isRegularFile()
                    && attributes.lastModifiedTime().toInstant().isAfter(launched.minus(GRANULARITY))) {
                found.add(file);
            }
        } catch (IOException | InvalidPathException e) {
            // There is none, which is the rule.
        }
    }
}
