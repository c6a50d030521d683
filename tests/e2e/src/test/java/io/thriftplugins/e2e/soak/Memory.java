package io.thriftplugins.e2e.soak;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What this JVM has in memory, in bytes.
 *
 * @param heap what is reachable
 * @param direct buffers outside the heap
 * @param classes the classes themselves
 */
record Memory(long heap, long direct, long classes) {

    /**
     * What the JDK keeps for itself may grow by this much: lambda forms, caches of reflection, code of a run's later
     * minutes. A plugin whose handle stays reachable is more, after a few minutes.
     */
    private static final long TOLERANCE = 3 << 20;

    private static final int SAMPLES = 8;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** When it has ceased to shrink: what threads and cleaners do after their work needs a moment. */
    static Memory settled() {
        Memory least = collected();
        for (int same = 0; same < SAMPLES; same++) {
            LockSupport.parkNanos(PAUSE_NANOS);
            Memory next = collected();
            if (next.heap < least.heap) {
                least = next;
                same = 0;
            }
        }
        return least;
    }

    /** Soft references count as garbage, if the JVM was told so. */
    private static Memory collected() {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        long classes = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .map(MemoryPoolMXBean::getUsage)
                .mapToLong(java.lang.management.MemoryUsage::getUsed)
                .sum();
        return new Memory(heap, direct, classes);
    }

    /** What there is more of than before. */
    static List<String> more(Memory before, Memory after) {
        List<String> more = new ArrayList<>();
        check(more, "heap", before.heap, after.heap, TOLERANCE);
        check(more, "direct memory", before.direct, after.direct, 0);
        check(more, "classes", before.classes, after.classes, TOLERANCE);
        return more;
    }

    private static void check(List<String> more, String what, long before, long after, long tolerance) {
        if (after - before > tolerance) {
            more.add(what + ": " + (after - before) + " bytes more");
        }
    }

    /** In kilobytes. */
    @Override
    public String toString() {
        return "heap " + heap / 1024 + " KB, direct " + direct / 1024 + " KB, classes " + classes / 1024 + " KB";
    }
}
