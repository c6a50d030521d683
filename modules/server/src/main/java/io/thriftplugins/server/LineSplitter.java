package io.thriftplugins.server;

import io.thriftplugins.Limit;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts a stream of bytes into lines of UTF-8, whatever its chunks are; malformed bytes become replacement characters. A
 * line ends with LF or CR LF. Lines longer than a piece are passed on in pieces, never cut within a
 * character or within a given text, so that no more than one piece is ever held. For one thread.
 */
final class LineSplitter {

    /** How long a piece may be by default, in bytes. */
    static final int LIMIT = (int) Limit.MAX_LINE_BYTES.standard();

    private static final byte[] NOTHING = {};

    private final Consumer<String> consumer;
    private final byte[] uncut;
    private final int piece;
    private byte[] pending = NOTHING;
    private int length;
    private boolean continued;
    private int passed;

    LineSplitter(Consumer<String> consumer) {
        this(consumer, "", LIMIT);
    }

    /**
     * A splitter.
     *
     * @param uncut a text that is not cut in two, unless it is longer than a piece; empty for none
     * @param piece how long a piece may be, in bytes
     */
    LineSplitter(Consumer<String> consumer, String uncut, int piece) {
        this.piece = piece;
        this.consumer = consumer;
        this.uncut = uncut.getBytes(StandardCharsets.UTF_8);
    }

    /** Takes the next bytes. */
    void feed(byte[] chunk, int chunkLength) {
        var unused = feed(chunk, 0, chunkLength, Integer.MAX_VALUE);
    }

    /**
     * Takes the next bytes, until so many lines and pieces were passed on.
     *
     * @return the index of the first byte that was not taken
     */
    int feed(byte[] chunk, int first, int chunkLength, int lines) {
        int from = first;
        int left = lines;
        while (from < chunkLength && left > 0) {
            int limit = Math.min(chunkLength, from + piece - length);
            int to = from;
            while (to < limit && chunk[to] != '\n') {
                to++;
            }
            append(chunk, from, to);
            from = to;
            if (to < limit) {
                endLine();
                from++;
                left--;
            } else if (length == piece) {
                pass(Math.min(wholeCharacters(), beforeUncut()));
                continued = true;
                left--;
            }
        }
        if (length == 0) {
            pending = NOTHING;
        }
        return from;
    }

    /** Passes on what stands after the last line end. */
    void finish() {
        if (length > 0) {
            endLine();
        }
        pending = NOTHING;
    }

    private void append(byte[] chunk, int from, int to) {
        int needed = length + to - from;
        if (needed > pending.length) {
            pending = Arrays.copyOf(pending, Math.min(piece, Math.max(needed, 2 * pending.length)));
        }
        System.arraycopy(chunk, from, pending, length, to - from);
        length = needed;
    }

    private void endLine() {
        if (length > 0 && pending[length - 1] == '\r') {
            length--;
        }
        // A line that just filled its last piece has nothing left to say.
        if (length > 0 || !continued) {
            pass(length);
        }
        length = 0;
        continued = false;
    }

    /** Passes on the first bytes and keeps the rest. */
    private void pass(int count) {
        String text = new String(pending, 0, count, StandardCharsets.UTF_8);
        System.arraycopy(pending, count, pending, 0, length - count);
        length -= count;
        passed++;
        consumer.accept(text);
    }

    /** How many lines and pieces were passed on since this was last asked. */
    int takePassed() {
        int count = passed;
        passed = 0;
        return count;
    }

    /** How many of the pending bytes there are up to where the text begins that may go on in the next ones. */
    private int beforeUncut() {
        for (int from = Math.max(1, length - uncut.length + 1); from < length; from++) {
            if (Arrays.equals(pending, from, length, uncut, 0, length - from)) {
                return from;
            }
        }
        return length;
    }

    /** How many of the pending bytes there are up to a last character that is not complete yet. */
    private int wholeCharacters() {
        for (int back = 1; back <= 3; back++) {
            int b = pending[length - back] & 0xFF;
            int size = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : b >= 0xC0 ? 2 : 1;
            if (size > 1 || b < 0x80) {
                return size > back ? length - back : length;
            }
        }
        return length;
    }
}
