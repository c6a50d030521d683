package io.thriftplugins.rpc;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Makes the connections of a {@link ConnectionPool}. */
interface Dialer {

    /**
     * Connects to the peer. Blocks.
     *
     * @param until when to give up, in the time of {@link Clock}
     * @param abandoned whether nobody wants the connection any more; asked before each attempt
     * @throws io.thriftplugins.PluginException if there is no connection
     */
    OutboundConnection dial(long until, BooleanSupplier abandoned);

    /**
     * Whether the peer wants to be asked for a fresh endpoint, over a connection that is there, for each further
     * connection (contract 10). A simple server in another language may serve only one connection for each endpoint.
     */
    default boolean growsByAsking() {
        return false;
    }

    /**
     * Asks for a fresh endpoint and connects to it. Blocks.
     *
     * @param through a connection that is free; it stays so
     * @param until when to give up, in the time of {@link Clock}
     * @param abandoned whether nobody wants the connection any more; asked before each attempt
     * @return the new connection; null if the peer gives none
     * @throws io.thriftplugins.PluginException if the time is over, the thread is interrupted or the connection broke
     */
    default @Nullable OutboundConnection grow(OutboundConnection through, long until, BooleanSupplier abandoned) {
        return null;
    }
}
