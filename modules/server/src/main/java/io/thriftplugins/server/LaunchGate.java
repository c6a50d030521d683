package io.thriftplugins.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/**
 * Lets so many plugins be launched at once, in the order of asking. Hundreds of processes that start together are so
 * slow that each would exceed the time that it has for its registration. Safe for use by many threads.
 */
final class LaunchGate {

    /** Guarded by this. */
    private final Deque<Turn> waiting = new ArrayDeque<>();

    /** Guarded by this. */
    private int free;

    LaunchGate(int limit) {
        this.free = limit;
    }

    /** Asks for a turn, which has to be ended, whether it was granted or not. */
    Turn enter() {
        Turn turn = new Turn();
        boolean now;
        synchronized (this) {
            now = free > 0;
            if (now) {
                free--;
            } else {
                waiting.add(turn);
            }
        }
        if (now) {
            turn.granted.complete(true);
        }
        return turn;
    }

    /** A launch that waits or is under way. */
    final class Turn {

        private final CompletableFuture<Boolean> granted = new CompletableFuture<>();

        /** Guarded by the gate. */
        private boolean ended;

        /** Completes when the launch may begin. */
        CompletableFuture<Boolean> granted() {
            return granted;
        }

        /** The launch is over, or not wanted any more. Harmless when repeated. */
        void end() {
            Turn next;
            synchronized (LaunchGate.this) {
                if (ended || waiting.remove(this)) {
                    ended = true;
                    return;
                }
                ended = true;
                next = waiting.poll();
                if (next == null) {
                    free++;
                }
            }
            if (next != null) {
                next.granted.complete(true);
            }
        }
    }
}
