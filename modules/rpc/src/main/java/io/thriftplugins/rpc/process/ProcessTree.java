package io.thriftplugins.rpc.process;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin's process has started, and what that has. A process whose parent has ended becomes init's child, so its
 * descent can't be seen any more; therefore descendants are noted down before anything is ended, and on Linux those
 * that were missed are found by the mark in their environment. Elsewhere, what a crashed process leaves behind is not
 * found.
 *
 * <p>Processes are held by their {@link ProcessHandle}, which knows when its process started: another one that got the
 * same id later is never ended.
 */
public final class ProcessTree {

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

    private final ProcessHandle root;
    private final @Nullable String mark;
    private final Set<ProcessHandle> noted = ConcurrentHashMap.newKeySet();

    /**
     * What a process starts from now on; nothing is looked at yet.
     *
     * @param root the process
     * @param mark what the process and its descendants have in {@link LaunchMarks#VARIABLE}; null if there is none
     * @throws IllegalArgumentException if it is no mark, and could be found in any process
     */
    public ProcessTree(ProcessHandle root, @Nullable String mark) {
        if (mark != null && !LaunchMarks.isMark(mark)) {
            throw new IllegalArgumentException("'" + mark + "' is no launch mark");
        }
        this.root = root;
        this.mark = mark;
    }

    /** Notes down the descendants that there are now. */
    public void note() {
        noted.addAll(descendants(root));
    }

    /**
     * Ends all descendants, but not the root: tells them to terminate and then kills those that are left, and what they
     * started meanwhile. Blocks for the two times at most; an interrupt of the thread does not end it.
     *
     * @param terminate how long they may take to terminate
     * @param kill how long to kill them, and wait for their end
     * @return those that are still there
     */
    public Collection<ProcessHandle> end(Duration terminate, Duration kill) {
        Set<ProcessHandle> living = living();
        if (living.isEmpty()) {
            return living;
        }
        living.forEach(ProcessHandle::destroy);
        long killAt = System.nanoTime() + terminate.toNanos();
        while (System.nanoTime() - killAt < 0) {
            living.removeIf(handle -> !isAlive(handle));
            if (living.isEmpty()) {
                break;
            }
            LockSupport.parkNanos(PAUSE);
        }
        long giveUpAt = System.nanoTime() + kill.toNanos();
        do {
            living = living();
            if (living.isEmpty()) {
                return living;
            }
            living.forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(PAUSE);
        } while (System.nanoTime() - giveUpAt < 0);
        return living();
    }

    private Set<ProcessHandle> living() {
        if (mark != null) {
            noted.addAll(ProcessScan.marked(mark));
        }
        // Children of the marked ones may have been given another environment.
        List.copyOf(noted).forEach(handle -> noted.addAll(descendants(handle)));
        noted.removeIf(handle -> !isAlive(handle));
        return noted.stream().filter(handle -> !handle.equals(root)).collect(Collectors.toSet());
    }

    /**
     * The system is asked by the number alone, which may be another's by now: the answer counts only if the process is
     * there after it, and so was all the while.
     */
    private static List<ProcessHandle> descendants(ProcessHandle handle) {
        List<ProcessHandle> found = handle.descendants().toList();
        return handle.isAlive() ? found : List.of();
    }

    /**
     * Whether a process is there and can do anything.
     *
     * @param handle the process
     * @return false if it has ended, even if its parent has not asked for its exit code, which some never do, as those
     *     that run as pid 1 of a container
     */
    public static boolean isAlive(ProcessHandle handle) {
        return handle.isAlive() && !ProcessScan.isZombie(handle.pid());
    }
}
