package io.thriftplugins;

import java.nio.ByteBuffer;

/**
 * Calls the other side's {@link MessageService}s, over the same connections and with the same limits as its functions:
 * {@link FunctionCaller#call(CallRequest)} tells of blocking, interrupts and errors.
 * Safe for use by many threads.
 */
public interface MessageCaller {

    /**
     * Fails if it is known that the other side has no such service. It is known from the start of a peer that can't
     * have any, and of others as soon as one of their services was called. Doesn't block.
     *
     * @param service the service's name
     * @throws PluginException with {@code NOT_SUPPORTED}, telling which services there are
     */
    void require(String service);

    /**
     * Makes a call and waits for its result.
     *
     * @param request what to call
     * @return the bytes of the result, which are the caller's own; empty for a one-way call
     * @throws PluginException if there is no result; with {@code NOT_SUPPORTED} if there is no such
     *     service or method
     */
    ByteBuffer call(MessageRequest request);
}
