package io.thriftplugins.rpc;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin does for its host: the service {@code plugin} (contract 4.3, 5.3), without its wire. Called by many
 * threads at once. Every method gets the token that the caller presented, and the session.
 */
public interface PluginService extends ObjectOwner {

    /**
     * The host calls a function.
     *
     * @param session the connection
     * @param token the callback token; 0 from a host that knows only the contract
     * @param function the function's name, in any case
     * @param arguments what it gets
     * @return the result
     * @throws Exception what the function threw
     */
    @Nullable
    Object callFunction(Session session, long token, String function, CallArguments arguments) throws Exception;

    /**
     * The host asks the plugin to end. Returns before it has.
     *
     * @param session the connection
     * @param token the callback token; 0 from a host that knows only the contract
     */
    void shutdown(Session session, long token);

    /**
     * The host asks for one more endpoint.
     *
     * @param session the connection
     * @param token the callback token; 0 from a host that knows only the contract
     * @return the URI of an endpoint that is bound already
     */
    String serve(Session session, long token);

    /**
     * A host begins to take the plugin over.
     *
     * @param session the connection
     * @param nonce what the host drew
     * @return what the plugin drew, and its proof, see {@link TakeOverProof}
     */
    default byte[] beginTakeOver(Session session, byte[] nonce) {
        throw notOutliving();
    }

    /**
     * A host takes the plugin over. Returns when the plugin has registered with it and is ready.
     *
     * @param session the connection that it began on
     * @param offer where to register, with the host's proof
     */
    default void takeOver(Session session, TakeOverOffer offer) {
        throw notOutliving();
    }

    /**
     * What a plugin answers that ends with its host.
     *
     * @return the refusal
     */
    static PluginException notOutliving() {
        return new PluginException(ErrorCode.NOT_SUPPORTED, "The plugin ends with its host and can't be taken over");
    }

    /**
     * The host opens a connection for services of this side's own.
     *
     * @param session the connection
     * @param token the callback token; 0 from a host that knows only the contract
     * @return what it may call there
     */
    ServiceAccess openServices(Session session, long token);
}
