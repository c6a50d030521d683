package io.thriftplugins.client;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.MessageServices;
import io.thriftplugins.PluginException;
import io.thriftplugins.rpc.CallArguments;
import io.thriftplugins.rpc.FunctionTable;
import io.thriftplugins.rpc.ObjectSpace;
import io.thriftplugins.rpc.PluginService;
import io.thriftplugins.rpc.ServedCalls;
import io.thriftplugins.rpc.ServiceAccess;
import io.thriftplugins.rpc.Session;
import io.thriftplugins.rpc.TakeOverOffer;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers the host's calls. Nobody is answered before the registration, since until then it is unknown what the host
 * must present; functions run only while the plugin is started.
 */
final class CallbackService implements PluginService {

    private final FunctionTable functions;
    private final MessageServices services;
    private final Supplier<String> newEndpoint;
    private final Runnable stop;
    private final @Nullable Outliving outliving;
    private volatile @Nullable HostLink link;
    private volatile boolean started;

    /**
     * A service that refuses everything as yet.
     *
     * @param functions the plugin's functions
     * @param services its own services
     * @param newEndpoint binds one more endpoint and tells its URI
     * @param stop makes the plugin end, without waiting for it
     * @param outliving answers who wants to take the plugin over; null if nobody may
     */
    CallbackService(
            FunctionTable functions,
            MessageServices services,
            Supplier<String> newEndpoint,
            Runnable stop,
            @Nullable Outliving outliving) {
        this.functions = functions;
        this.services = services;
        this.newEndpoint = newEndpoint;
        this.stop = stop;
        this.outliving = outliving;
    }

    /** Answers this host from now on, and no other; nobody if it is null. */
    void answer(@Nullable HostLink host) {
        link = host;
    }

    /** Whether functions may run. */
    void started(boolean value) {
        started = value;
    }

    @Override
    public @Nullable Object callFunction(Session session, long token, String function, CallArguments arguments)
            throws Exception {
        ServedCalls served = authorized(session, token).served();
        checkStarted(function);
        return served.serve(() -> functions.call(function, arguments, "host"));
    }

    @Override
    public ServiceAccess openServices(Session session, long token) {
        ServedCalls served = authorized(session, token).served();
        return new ServiceAccess(services, served, "host", () -> checkStarted("its service"));
    }

    private void checkStarted(String wanted) {
        if (!started) {
            throw new PluginException(ErrorCode.CLOSED, "The plugin is not ready, or stopping; not called: " + wanted);
        }
    }

    /** The end begins when the host has its answer. */
    @Override
    public void shutdown(Session session, long token) {
        authorize(session, token);
        session.afterReply(stop);
    }

    @Override
    public String serve(Session session, long token) {
        authorize(session, token);
        return newEndpoint.get();
    }

    @Override
    public byte[] beginTakeOver(Session session, byte[] nonce) {
        return outliving().begin(session, nonce);
    }

    @Override
    public void takeOver(Session session, TakeOverOffer offer) {
        outliving().takeOver(session, offer);
    }

    private Outliving outliving() {
        if (outliving == null) {
            throw PluginService.notOutliving();
        }
        return outliving;
    }

    @Override
    public ObjectSpace authorize(Session session, long token) {
        return authorized(session, token).host().objects();
    }

    private HostLink authorized(Session session, long token) {
        HostLink current = link;
        if (current == null) {
            throw new PluginException(
                    ErrorCode.INVALID_AUTHORIZATION_TOKEN, "The plugin has not registered; nobody may call it yet");
        }
        OptionalLong expected = current.reply().callbackToken();
        // Hosts that know only the contract present the constant 0 (contract 4.4). A connection stays whose it was.
        if (token != expected.orElse(0) || !session.bind(current, current.host().objects())) {
            throw new PluginException(
                    ErrorCode.INVALID_AUTHORIZATION_TOKEN,
                    "The callback token is wrong; the host presents the one that it returned to the registration");
        }
        return current;
    }
}
