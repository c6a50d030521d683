package io.thriftplugins.rpc;

import java.time.Duration;

/**
 * What a peer may make this process spend.
 *
 * @param maxFrameBytes largest message in either direction, without its length; the contract has 16,384,000 (1.5)
 * @param maxDepth how deep values may be nested; with what surrounds them the contract allows 64 (1.5)
 * @param maxConnections how many connections one listener serves at once
 * @param frameTimeout how long the rest of a message may take once its first byte is there
 * @param maxHandles how many objects of this side one peer may hold at once
 * @param greetingTimeout how long a connection may be silent before it has presented a valid token
 */
public record RpcLimits(
        int maxFrameBytes,
        int maxDepth,
        int maxConnections,
        int maxHandles,
        Duration frameTimeout,
        Duration greetingTimeout) {

    /** The contract's limits, 1,024 connections, 10,000 objects, 30 s for a message, 10 s to say who is there. */
    public static final RpcLimits DEFAULT =
            new RpcLimits(16_384_000, 60, 1024, 10_000, Duration.ofSeconds(30), Duration.ofSeconds(10));

    /** What every JVM can allocate, with room for a message's length. */
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 64;

    /** Checks the ranges. */
    public RpcLimits {
        if (maxFrameBytes < 1024
                || maxFrameBytes > MAX_ARRAY
                || maxDepth < 1
                || maxDepth > 1000
                || maxConnections < 1
                || maxHandles < 0) {
            throw new IllegalArgumentException("A frame holds from 1024 to " + MAX_ARRAY
                    + " bytes, values nest 1 to 1000 deep, at least one connection is served, 0 or more objects; got "
                    + maxFrameBytes + ", " + maxDepth + ", " + maxConnections + ", " + maxHandles);
        }
        if (frameTimeout.compareTo(Duration.ZERO) <= 0 || greetingTimeout.compareTo(Duration.ZERO) <= 0) {
            throw new IllegalArgumentException("frameTimeout and greetingTimeout are more than zero; got "
                    + frameTimeout + ", " + greetingTimeout);
        }
    }
}
