package io.thriftplugins.e2e.end;

import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.server.LoadResult;
import io.thriftplugins.server.PluginSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** A host that loads a plugin many times over and prints its threads, when it has only one and when it has all. */
public final class IdlePlugins {

    private IdlePlugins() {}

    public static void main(String[] args) {
        int count = Integer.parseInt(args[2]);
        PluginSource source = PluginSource.jar(Path.of(args[1]))
                .withJavaOptions(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        try (TestHost host =
                TestHost.start(args[0], options -> options.function("give(value: any): any", call -> call.get(0)))) {
            host.load(source);
            Set<Thread> before = settledThreads();
            for (LoadResult result : host.loader().loadAll(Collections.nCopies(count, source))) {
                if (result.failure() != null) {
                    throw result.failure();
                }
            }
            host.server().plugins().forEach(plugin -> plugin.call("echo", 1));
            Set<Thread> after = settledThreads();
            after.removeAll(before);
            System.out.println(after.size());
            after.stream().map(Thread::getName).sorted().forEach(System.out::println);
        }
    }

    /** When threads that had work to do are gone. */
    private static Set<Thread> settledThreads() {
        Awaitility.await()
                .during(Duration.ofSeconds(7))
                .atMost(Duration.ofSeconds(60))
                .until(IdlePlugins::threads, new Unchanged()::test);
        return threads();
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("awaitility"))
                .collect(Collectors.toSet());
    }

    private static final class Unchanged {

        private Set<Thread> last = Set.of();

        boolean test(Set<Thread> now) {
            boolean same = now.equals(last);
            last = now;
            return same;
        }
    }
}
