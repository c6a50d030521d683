package io.thriftplugins.e2e.soak;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.server.LoadedPlugin;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A plugin from its load to its end: its calls, and what was done to it. */
final class Life {

    private static final AtomicLong IDS = new AtomicLong();

    private final Kind kind;
    private final boolean supervised;
    private final Journal journal;
    private final List<Suffered> suffered = new CopyOnWriteArrayList<>();
    private volatile @Nullable LoadedPlugin handle;
    private volatile boolean over;

    /**
     * A life that has yet to begin.
     *
     * @param supervised whether its processes are restarted
     * @param journal where the plugin is to write its calls
     */
    Life(Kind kind, boolean supervised, Path journal) {
        this.kind = kind;
        this.supervised = supervised;
        this.journal = new Journal(journal);
    }

    /** An affliction, and from when to when as {@link System#nanoTime}. */
    private static final class Suffered {

        private final Affliction affliction;
        private volatile boolean ended;
        private volatile long until;

        Suffered(Affliction affliction) {
            this.affliction = affliction;
        }

        boolean concerns(long begun) {
            return !ended || begun - until < 0;
        }
    }

    Kind kind() {
        return kind;
    }

    boolean isSupervised() {
        return supervised;
    }

    Journal journal() {
        return journal;
    }

    void begin(LoadedPlugin loaded) {
        handle = loaded;
    }

    LoadedPlugin plugin() {
        return Objects.requireNonNull(handle);
    }

    /** A number that no other call of this run has. */
    static long newId() {
        return IDS.incrementAndGet();
    }

    static long ids() {
        return IDS.get();
    }

    /** To be called before it is done. */
    void suffer(Affliction affliction) {
        suffered.add(new Suffered(affliction));
    }

    /** To be called after it is undone. */
    void recover(Affliction affliction) {
        for (Suffered one : suffered) {
            if (one.affliction == affliction && !one.ended) {
                one.until = System.nanoTime();
                one.ended = true;
            }
        }
    }

    boolean isAfflicted() {
        return suffered.stream().anyMatch(one -> !one.ended);
    }

    boolean hasSuffered(Affliction affliction) {
        return suffered.stream().anyMatch(one -> one.affliction == affliction);
    }

    /** Whether what was done to the plugin since a call began is reason enough for how it failed. */
    boolean explains(PluginException failure, long begun) {
        ErrorCode code = failure.code();
        return suffered.stream().anyMatch(one -> one.concerns(begun) && one.affliction.explains(code));
    }

    /** What was done to the plugin, for people. */
    String history() {
        return suffered.isEmpty()
                ? "although nothing was done to it"
                : suffered.stream()
                        .map(one -> one.affliction + (one.ended ? " (over)" : ""))
                        .collect(Collectors.joining(", ", "after ", ""));
    }

    /** Nobody shall call any more. */
    void end() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    /** The host's half of nested calls; the other one is the plugin's function. */
    long deeper(long depth) {
        if (depth == 0) {
            return 0;
        }
        long id = newId();
        journal.expect(id, Journal.Times.AT_MOST_ONCE);
        Object below = plugin().call("nest", id, depth - 1);
        journal.expect(id, Journal.Times.ONCE);
        return 1 + (Long) Objects.requireNonNull(below);
    }
}
