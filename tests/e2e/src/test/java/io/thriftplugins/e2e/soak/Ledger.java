package io.thriftplugins.e2e.soak;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What happened, counted, and what should not have happened, in words. Safe for use by many threads. */
final class Ledger {

    /** More of the same helps nobody. */
    private static final int MOST_FAULTS = 40;

    private final Map<String, Map<String, LongAdder>> counts = new ConcurrentSkipListMap<>();
    private final Map<String, Long> longest = new ConcurrentSkipListMap<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final AtomicInteger faultCount = new AtomicInteger();
    private final LateCalls late = new LateCalls(this);

    void count(String what, String outcome) {
        counts.computeIfAbsent(what, key -> new ConcurrentSkipListMap<>())
                .computeIfAbsent(outcome, key -> new LongAdder())
                .increment();
    }

    /** How long something took, of which the longest time is of interest. */
    void took(String what, long sinceNanoTime) {
        longest.merge(what, System.nanoTime() - sinceNanoTime, Math::max);
    }

    void fault(String what) {
        if (faultCount.getAndIncrement() < MOST_FAULTS) {
            faults.add(what);
        }
    }

    void fault(String what, Throwable failure) {
        java.io.StringWriter trace = new java.io.StringWriter();
        failure.printStackTrace(new java.io.PrintWriter(trace));
        fault(what + "\n    " + trace.toString().strip().replace("\n", "\n    "));
    }

    /** The books to be compared once more. */
    LateCalls late() {
        return late;
    }

    boolean isClean() {
        return faultCount.get() == 0;
    }

    /** How often something happened, with any outcome. */
    long total(String prefix) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .flatMap(entry -> entry.getValue().values().stream())
                .mapToLong(LongAdder::sum)
                .sum();
    }

    void print(PrintStream out) {
        counts.forEach((what, outcomes) -> {
            StringBuilder line = new StringBuilder(String.format("  %-26s", what));
            outcomes.forEach((outcome, count) ->
                    line.append(outcome).append(' ').append(count).append("  "));
            out.println(line.toString().stripTrailing());
        });
        longest.forEach((what, nanos) -> out.println(String.format("  %-26sat most %.1f s", what, nanos / 1e9)));
        if (!isClean()) {
            out.println(faultCount + " faults:");
            faults.forEach(fault -> out.println("  " + fault));
        }
    }
}
