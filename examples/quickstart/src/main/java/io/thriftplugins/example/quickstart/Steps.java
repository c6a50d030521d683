package io.thriftplugins.example.quickstart;

import java.util.Locale;

/** Prints what happened, a line a step, with the time that it took. */
final class Steps {

    private final long start = System.nanoTime();
    private long last = start;

    void done(String what) {
        long now = System.nanoTime();
        print(now - last, what);
        last = now;
    }

    void total(String what) {
        print(System.nanoTime() - start, what);
    }

    private static void print(long nanos, String what) {
        System.out.printf(Locale.ROOT, "%8.1f ms  %s%n", nanos / 1e6, what);
    }
}
