package io.thriftplugins.rpc;

/**
 * A time at which something happens unless it is called off. Arming and calling off cost a volatile write each, no lock
 * and no allocation, since every call does both. Made by {@link DeadlineWatcher#deadline}.
 */
final class Deadline {

    private final DeadlineWatcher watcher;
    private final Runnable action;
    private volatile long at = Clock.NEVER;

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
        at = time;
        if (time != Clock.NEVER) {
            watcher.wakeBefore(time);
        }
    }

    /** Calls it off. An action that has begun goes on. */
    void disarm() {
        at = Clock.NEVER;
    }

    /** No longer watched. */
    void close() {
        disarm();
        watcher.forget(this);
    }

    long at() {
        return at;
    }

    void fire() {
        at = Clock.NEVER;
        action.run();
    }
}
