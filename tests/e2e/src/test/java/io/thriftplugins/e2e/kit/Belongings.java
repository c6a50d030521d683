package io.thriftplugins.e2e.kit;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** What this JVM has besides memory, counted. */
public record Belongings(TreeMap<String, Integer> counts) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Threads that are nobody's fault; the JDK keeps some for a minute after their work. */
    private static final Set<String> OTHERS = Set.of(
            "process reaper",
            "Common-Cleaner",
            "CompletableFutureDelayScheduler",
            "ForkJoinPool.commonPool",
            "awaitility",
            // The one of the framework, from the first object of a peer on.
            "Cleaner-");

    public static Belongings now() {
        TreeMap<String, Integer> counts = new TreeMap<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (OTHERS.stream().noneMatch(thread.getName()::startsWith)) {
                counts.merge("thread " + thread.getName().replaceAll("\\d+", "#"), 1, Integer::sum);
            }
        }
        entries(Path.of("/proc/self/fd")).forEach(file -> counts.merge("descriptor " + kindOf(file), 1, Integer::sum));
        entries(Path.of(System.getenv("TMPDIR")))
                .forEach(file -> counts.merge("file " + kindOfFile(file), 1, Integer::sum));
        ProcessHandle.current().descendants().forEach(child -> counts.merge("process " + child.pid(), 1, Integer::sum));
        return new Belongings(counts);
    }

    /** Once the framework's threads have ended. */
    public static Belongings settled() {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        now().counts.keySet().stream().noneMatch(name -> name.startsWith("thread thrift-plugins")));
        return now();
    }

    /** How many there are of each kind. */
    public String summary() {
        Map<String, Integer> kinds = new TreeMap<>();
        counts.forEach((name, count) -> kinds.merge(name.substring(0, name.indexOf(' ')) + "s", count, Integer::sum));
        return kinds.entrySet().stream()
                .map(kind -> kind.getValue() + " " + kind.getKey())
                .collect(Collectors.joining(", "));
    }

    /** What there is now and was not before, after some patience. */
    public static List<String> leftSince(Belongings before) {
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> difference(before, now()).isEmpty());
            return List.of();
        } catch (ConditionTimeoutException e) {
            return difference(before, now());
        }
    }

    private static List<String> difference(Belongings before, Belongings after) {
        List<String> more = new ArrayList<>();
        after.counts.forEach((name, count) -> {
            int growth = count - before.counts.getOrDefault(name, 0);
            if (growth > 0) {
                more.add(growth + " more: " + name);
            }
        });
        return more;
    }

    /** Nothing if all class loaders are collected in the end. */
    public static Optional<String> unloaded(List<WeakReference<?>> loaders) {
        try {
            Awaitility.await().atMost(PATIENCE).until(() -> {
                System.gc();
                return loaders.stream().allMatch(loader -> loader.get() == null);
            });
            return Optional.empty();
        } catch (ConditionTimeoutException e) {
            return Optional.of(
                    loaders.stream().filter(loader -> loader.get() != null).count() + " class loaders of "
                            + loaders.size() + " are still there");
        }
    }

    private static List<Path> entries(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Pipes have names that are made up. */
    private static String kindOfFile(Path file) {
        return file.toString().replaceAll("(qcat[hp]-)[A-Z0-9]{12}", "$1#");
    }

    private static String kindOf(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().replaceAll("\\[\\d+]|/proc/.*", "");
        } catch (IOException e) {
            return "of this listing";
        }
    }
}
