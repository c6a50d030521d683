package io.thriftplugins;

import java.util.Locale;

/**
 * What a peer may make this process spend. Each has a default that is safe, can be set for a server or a client, and is
 * named by the error that it causes, such as {@code maxHandles = 10000}. {@code docs/limits.md} tells of each what
 * happens to whoever exceeds it.
 */
public enum Limit {

    /**
     * The largest message in either direction, in bytes, without its length. 16,384,000 is the contract's (1.5), which
     * strangers hold to.
     */
    MAX_FRAME_BYTES(16_384_000, 1024, Integer.MAX_VALUE - 64),

    /**
     * How many bytes of messages one peer may have under way to this process, counting only those messages that are
     * larger than 64 KiB. At least one message of any size is possible; and for each call to that peer one more, of all
     * of which together as many bytes again are possible.
     */
    MAX_PENDING_BYTES(64 << 20, 0, Long.MAX_VALUE / 4),

    /** How deep lists and maps may be nested. With what surrounds them the contract allows 64 (1.5). */
    MAX_DEPTH(60, 1, 1000),

    /** How many elements a list or map may have. No list of numbers or texts in a message of default size has more. */
    MAX_ELEMENTS(4_000_000, 1, Integer.MAX_VALUE),

    /**
     * How many keys of one map may be lists, maps, or of another type than its first key. Such keys can't be ordered,
     * so many of them with one hash code, which is easily arranged, would keep a processor busy for hours.
     */
    MAX_MIXED_KEYS(1000, 0, Integer.MAX_VALUE),

    /** How many connections from all peers together are served at once; each has a thread. */
    MAX_CONNECTIONS(1024, 1, Integer.MAX_VALUE),

    /** How many of them may be from peers that have not presented a valid token yet. */
    MAX_UNKNOWN_CONNECTIONS(256, 1, Integer.MAX_VALUE),

    /** How many calls a connection may make without presenting a valid token. */
    MAX_UNKNOWN_CALLS(16, 1, Integer.MAX_VALUE),

    /**
     * How many connections from one peer are served at once, and so how many calls. One more is possible for each call
     * to that peer that waits for an answer, for calls within calls, as long as no more than half of
     * {@link #MAX_CONNECTIONS} are in use.
     */
    MAX_CONNECTIONS_FROM_PEER(64, 1, Integer.MAX_VALUE),

    /**
     * How many connections to one peer there are; calls beyond wait. One more is possible for each call of that peer
     * that is being served. 4 is what QueryCat has (contract 10).
     */
    MAX_CONNECTIONS_TO_PEER(4, 1, Integer.MAX_VALUE),

    /** How long a message may take from its first byte to its last, and an answer until it is taken, in ms. */
    FRAME_TIMEOUT(30_000, 1, Integer.MAX_VALUE),

    /** How long a connection may be silent before it has presented a valid token, in ms. */
    GREETING_TIMEOUT(10_000, 1, Integer.MAX_VALUE),

    /** How many objects of this side one peer may hold at once, and this side of one peer. */
    MAX_HANDLES(10_000, 0, Integer.MAX_VALUE),

    /**
     * How many bytes of filters one peer may keep in this process: values that it wants key columns to have, and names
     * of the columns that it reads, of all row sets that it holds.
     */
    MAX_FILTER_BYTES(16 << 20, 1024, Long.MAX_VALUE / 4),

    /** On how many endpoints a plugin listens for a host that asks for more and more of them. */
    MAX_ENDPOINTS(64, 1, Integer.MAX_VALUE),

    /** How many registration tokens may be issued and neither used nor expired. */
    MAX_PENDING_REGISTRATIONS(1024, 1, Integer.MAX_VALUE),

    /** How many bytes a plugin may tell of itself: functions and metadata when it registers, and functions later. */
    MAX_REGISTRATION_BYTES(1 << 20, 1024, Integer.MAX_VALUE),

    /** How many functions one plugin may have. */
    MAX_FUNCTIONS(10_000, 0, Integer.MAX_VALUE),

    /** How many bytes a message may have that sets a configuration value. */
    MAX_CONFIG_BYTES(64 << 10, 1024, Integer.MAX_VALUE),

    /** How many values the configuration in memory holds, which a server has by default. */
    MAX_CONFIG_VALUES(10_000, 0, Integer.MAX_VALUE),

    /** How many of them may be values whose keys the same plugin has set first. */
    MAX_CONFIG_VALUES_PER_PLUGIN(1000, 0, Integer.MAX_VALUE),

    /** How many characters a message for the host's log may have; the rest is cut off. */
    MAX_LOG_LENGTH(64 << 10, 80, Integer.MAX_VALUE),

    /** How many messages per second one plugin may send to the host's log; it waits with those beyond. */
    MAX_LOG_RATE(10_000, 1, 1_000_000),

    /** How many lines per second the host reads of a process's stdout, and of its stderr; the process waits. */
    MAX_OUTPUT_RATE(10_000, 1, 1_000_000),

    /** How long a line of stdout or stderr may be, in bytes; longer ones are told in pieces. */
    MAX_LINE_BYTES(8192, 128, 1 << 20),

    /** How many plugins a loader launches at once; further ones wait until one has registered. */
    MAX_LAUNCHES(Math.max(4, 2 * Runtime.getRuntime().availableProcessors()), 1, Integer.MAX_VALUE);

    private final long standard;
    private final long least;
    private final long most;
    private final String key;

    Limit(long standard, long least, long most) {
        this.standard = standard;
        this.least = least;
        this.most = most;
        StringBuilder words = new StringBuilder();
        for (String word : name().split("_")) {
            words.append(
                    words.isEmpty()
                            ? word.toLowerCase(Locale.ROOT)
                            : word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT));
        }
        this.key = words.toString();
    }

    /**
     * The name that errors and documentation use.
     *
     * @return such as {@code maxFrameBytes}
     */
    public String key() {
        return key;
    }

    /**
     * What holds if nothing is set.
     *
     * @return the default
     */
    public long standard() {
        return standard;
    }

    /** Fails if a value is out of range. */
    void check(long value) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " is from " + least + " to " + most + ", not " + value);
        }
    }
}
