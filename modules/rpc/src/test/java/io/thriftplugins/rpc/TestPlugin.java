package io.thriftplugins.rpc;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.MessageServices;
import io.thriftplugins.PluginException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The callee's side of {@code plugin}: functions by name, and a count of who came. */
final class TestPlugin implements PluginService {

    /** A function of a test. */
    @FunctionalInterface
    interface Body {
        Object call(List<Object> arguments) throws Exception;
    }

    final ServedCalls served = new ServedCalls();
    final Map<String, Body> functions = new ConcurrentHashMap<>();

    /** A session for each connection over which somebody called. */
    final Set<Session> sessions = ConcurrentHashMap.newKeySet();

    final Set<Long> tokens = ConcurrentHashMap.newKeySet();
    final AtomicInteger shutdowns = new AtomicInteger();
    volatile String freshEndpoint = "";
    volatile MessageServices services = MessageServices.NONE;

    TestPlugin with(String name, Body body) {
        functions.put(name.toUpperCase(java.util.Locale.ROOT), body);
        return this;
    }

    @Override
    public Object callFunction(Session session, long token, String function, CallArguments arguments) throws Exception {
        seen(session, token);
        Body body = functions.get(function);
        if (body == null) {
            throw new PluginException(ErrorCode.INVALID_FUNCTION, "There is no function '" + function + "'");
        }
        List<Object> positional = arguments.positional();
        Map<String, Object> named = arguments.named();
        return served.serve(() -> body.call(named.isEmpty() ? positional : List.of(positional, named)));
    }

    @Override
    public void shutdown(Session session, long token) {
        seen(session, token);
        shutdowns.incrementAndGet();
    }

    @Override
    public String serve(Session session, long token) {
        seen(session, token);
        if (freshEndpoint.isEmpty()) {
            throw new PluginException(ErrorCode.NOT_SUPPORTED, "There is one endpoint only");
        }
        return freshEndpoint;
    }

    volatile ObjectSpace space;

    @Override
    public ObjectSpace authorize(Session session, long token) {
        seen(session, token);
        return space;
    }

    @Override
    public ServiceAccess openServices(Session session, long token) {
        seen(session, token);
        return new ServiceAccess(services, served, "host", () -> {});
    }

    private void seen(Session session, long token) {
        session.bind(this, space);
        sessions.add(session);
        tokens.add(token);
    }
}
