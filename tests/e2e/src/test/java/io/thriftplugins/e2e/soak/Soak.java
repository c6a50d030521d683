package io.thriftplugins.e2e.soak;

import io.thriftplugins.e2e.kit.Belongings;
import io.thriftplugins.e2e.kit.TestHost;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A host that does everything at random for a time, then looks for what is left, and prints a summary: {@code DIRECTORY
 * SECONDS SEED}, with {@code TMPDIR} a directory of its own. The seed decides what is chosen, not what the scheduler
 * makes of it.
 */
public final class Soak {

    private static final Duration WARM_UP = Duration.ofSeconds(20);

    private final Plugins plugins;
    private final Ledger ledger = new Ledger();
    private final Queue<WeakReference<?>> classes = new ConcurrentLinkedQueue<>();
    private final SplittableRandom random;

    private Soak(Path directory, long seed) throws IOException {
        this.plugins = new Plugins(directory);
        this.random = new SplittableRandom(seed);
    }

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        Duration time = Duration.ofSeconds(Long.parseLong(args[1]));
        long seed = Long.parseLong(args[2]);
        System.out.println("Soak of " + time.toSeconds() + " s, seed " + seed + ", JDK " + Runtime.version());
        List<String> left = new Soak(directory, seed).run(time);
        left.forEach(one -> System.out.println("LEFT: " + one));
        System.exit(left.isEmpty() ? 0 : 1);
    }

    private List<String> run(Duration time) throws Exception {
        long begun = System.nanoTime();
        rounds(begun + WARM_UP.toNanos());
        Belongings before = Belongings.settled();
        Memory memory = Memory.settled();
        Histogram classesBefore = Histogram.now();
        System.out.println("  before: " + memory + ", " + before.summary());

        rounds(begun + time.toNanos());
        long closed = System.nanoTime();
        List<String> left = new ArrayList<>(Belongings.leftSince(before));
        ledger.took("the rest after a close", closed);
        Belongings.unloaded(List.copyOf(classes)).ifPresent(left::add);
        ledger.took("classes after a close", closed);
        Memory after = Memory.settled();
        List<String> more = Memory.more(memory, after);
        if (!more.isEmpty()) {
            left.addAll(more);
            left.addAll(Histogram.now().growthSince(classesBefore));
        }
        ledger.late().compareAll();
        left.addAll(journals());
        System.out.println("  after:  " + after + ", " + Belongings.now().summary());
        print(Duration.ofNanos(System.nanoTime() - begun));
        if (!ledger.isClean()) {
            left.add("faults, see above");
        }
        return left;
    }

    /** One after the other for each transport, until it is time. */
    private void rounds(long end) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (String transport : List.of(TestHost.PIPE, TestHost.SOCKET)) {
            SplittableRandom own = random.split();
            threads.add(new Thread(() -> rounds(transport, end, own), "soak-" + transport));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void rounds(String transport, long end, SplittableRandom own) {
        try {
            while (System.nanoTime() - end < 0) {
                Duration time = Duration.ofMillis(own.nextInt(5_000, 40_000));
                Duration left = Duration.ofNanos(end - System.nanoTime());
                new Round(transport, plugins, ledger, classes, own)
                        .run(time.compareTo(left) < 0 ? time : left, own.nextInt(3) == 0);
            }
        } catch (Exception | AssertionError e) {
            ledger.fault("All rounds over " + transport + " were given up", e);
        }
    }

    private List<String> journals() throws IOException {
        try (var files = Files.list(plugins.directory())) {
            return files.filter(file -> file.toString().endsWith(".journal"))
                    .filter(file -> !file.endsWith("unloaded.journal"))
                    .map(file -> "nobody compared " + file.getFileName())
                    .toList();
        }
    }

    private void print(Duration time) {
        System.out.println("In " + time.toSeconds() + " s: " + ledger.total("call ") + " calls (" + Life.ids()
                + " with those that were nested), " + ledger.total("load ") + " loads, " + ledger.total("load, ")
                + " loads that were to fail, " + ledger.total("end, ") + " ends, " + ledger.total("freeze")
                + " times frozen, " + ledger.total("restart") + " restarts, "
                + ledger.total("replace") + " replacements, " + ledger.total("host ") + " hosts closed");
        ledger.print(System.out);
    }
}
