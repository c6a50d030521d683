package io.thriftplugins.e2e.hostile;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What a JVM has at the moment. */
record Vitals(long heapKilobytes, int threadCount, int descriptorCount) {

    /** Code that was compiled and classes that were loaded meanwhile; an attack that leaves something leaves more. */
    private static final int HEAP_TOLERANCE = 4096;

    /** Threads of the JDK and of the tests that come and go. */
    private static final Set<String> OTHERS = Set.of(
            "process reaper",
            "Common-Cleaner",
            "CompletableFutureDelayScheduler",
            "ForkJoinPool",
            "awaitility",
            "Cleaner-",
            "thrift-plugins-events",
            "thrift-plugins-output");

    static Vitals now() {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 10;
        return new Vitals(heap, threads(), descriptors());
    }

    static int threads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> OTHERS.stream().noneMatch(thread.getName()::startsWith))
                .count();
    }

    private static int descriptors() {
        String[] files = new File("/proc/self/fd").list();
        return files == null ? 0 : files.length;
    }

    /** As a plugin tells them. */
    static Vitals of(Map<?, ?> told) {
        return new Vitals(number(told, "heap"), (int) number(told, "threads"), (int) number(told, "descriptors"));
    }

    private static long number(Map<?, ?> told, String key) {
        return ((Number) Objects.requireNonNull(told.get(key))).longValue();
    }

    Map<String, Object> told() {
        return Map.of("heap", heapKilobytes, "threads", threadCount, "descriptors", descriptorCount);
    }

    /** The same with so many more descriptors, which may be opened once and then stay. */
    Vitals withDescriptors(int more) {
        return new Vitals(heapKilobytes, threadCount, descriptorCount + more);
    }

    /** Whether there is no more than this had. */
    boolean covers(Vitals later, boolean alsoThreads) {
        return later.heapKilobytes <= heapKilobytes + HEAP_TOLERANCE
                && (!alsoThreads || later.threadCount <= threadCount)
                && later.descriptorCount <= descriptorCount;
    }
}
