package io.thriftplugins.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Keeps the last lines of a stream, for the message about a process's end. Safe for use by many threads. */
final class OutputTail {

    /** How many lines are kept. */
    static final int LINES = 20;

    /** How many characters of a line are kept. */
    static final int WIDTH = 500;

    private static final String CUT = "...";

    /** Guarded by this. */
    private final Deque<String> lines = new ArrayDeque<>(1);

    synchronized void add(String line) {
        if (lines.size() == LINES) {
            lines.removeFirst();
        }
        lines.addLast(line.length() <= WIDTH ? line : line.substring(0, WIDTH - CUT.length()) + CUT);
    }

    /** The lines so far, oldest first. */
    synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
