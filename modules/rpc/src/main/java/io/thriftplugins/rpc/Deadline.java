package io.thriftplugins.rpc;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A time at which something happens unless it is called off. Arming and calling off cost a volatile write each, no lock
 * and no allocation, since every call does both. Made by {@link DeadlineWatcher#deadline}.
 */
final class Deadline {

    /** In place of the time, from the moment when the action is decided on: before every time of {@link Clock}. */
    private static final long FIRED = -1;

    private final DeadlineWatcher watcher;
    private final Runnable action;
    private final AtomicLong at = new AtomicLong(Clock.NEVER);

    Deadline(DeadlineWatcher watcher, Runnable action) {
        this.watcher = watcher;
        this.action = action;
    }

    /**
     * Sets the time.
     *
     * @param time a time of {@link Clock}; {@link Clock#NEVER} calls it off
     */
    void arm(long time) {
        at.set(time);
        if (time != Clock.NEVER) {
            watcher.wakeBefore(time);
        }
    }

    /**
     * Calls it off.
     *
     * @return false if it is too late: the action has run, or is about to run at any moment
     */
    boolean disarm() {
        return at.getAndSet(Clock.NEVER) != FIRED;
    }

    /** No longer watched. */
    void close() {
        disarm();
        watcher.forget(this);
    }

    /** The time, {@link Clock#NEVER} if nothing is to happen any more. */
    long at() {
        long time = at.get();
        return time == FIRED ? Clock.NEVER : time;
    }

    /** Acts now if it was armed; false if not. */
    boolean fireNow() {
        long time = at.get();
        if (time == Clock.NEVER || time == FIRED || !at.compareAndSet(time, FIRED)) {
            return false;
        }
        action.run();
        return true;
    }

    /** Acts, unless it was called off or set anew since somebody read that time. */
    void fire(long time) {
        if (at.compareAndSet(time, FIRED)) {
            action.run();
        }
    }
}
