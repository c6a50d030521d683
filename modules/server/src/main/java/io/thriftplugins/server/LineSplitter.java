package io.thriftplugins.server;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts a stream of bytes into lines of UTF-8, whatever its chunks are; malformed bytes become replacement characters. A
 * line ends with LF or CR LF. Longer lines than {@value #LIMIT} bytes are passed on in pieces, never cut within a
 * character or within a given text, so that no more than one piece is ever held. For one thread.
 */
final class LineSplitter {

    /** How long a piece may be, in bytes. */
    static final int LIMIT = 8192;

    private static final byte[] NOTHING = {};

    private final Consumer<String> consumer;
    private final byte[] uncut;
    private byte[] pending = NOTHING;
    private int length;
    private boolean continued;

    LineSplitter(Consumer<String> consumer) {
        this(consumer, "");
    }

    /**
     * A splitter.
     *
     * @param uncut a text that is not cut in two, unless it is longer than a piece; empty for none
     */
    LineSplitter(Consumer<String> consumer, String uncut) {
        this.consumer = consumer;
        this.uncut = uncut.getBytes(StandardCharsets.UTF_8);
    }

    /** Takes the next bytes. */
    void feed(byte[] chunk, int chunkLength) {
        int from = 0;
        while (from < chunkLength) {
            int limit = Math.min(chunkLength, from + LIMIT - length);
            int to = from;
            while (to < limit && chunk[to] != '\n') {
                to++;
            }
            append(chunk, from, to);
            from = to;
            if (to < limit) {
                endLine();
                from++;
            } else if (length == LIMIT) {
                pass(Math.min(wholeCharacters(), beforeUncut()));
                continued = true;
            }
        }
        if (length == 0) {
            pending = NOTHING;
        }
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
            pending = Arrays.copyOf(pending, Math.min(LIMIT, Math.max(needed, 2 * pending.length)));
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
        consumer.accept(text);
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
