package io.thriftplugins.rpc;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionInfo;
import io.thriftplugins.LogLevel;
import io.thriftplugins.MessageServices;
import io.thriftplugins.PluginException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** The callee's side of {@code plugins-manager}: remembers what it was told, as lines of text. */
final class TestHost implements HostService {

    static final long TOKEN = 5;

    final ServedCalls served = new ServedCalls();
    final Map<String, TestPlugin.Body> functions = new ConcurrentHashMap<>();
    final List<String> told = new CopyOnWriteArrayList<>();
    final Set<Session> ended = ConcurrentHashMap.newKeySet();
    volatile PluginRegistration registration;
    volatile MessageServices services = MessageServices.NONE;
    volatile RegistrationReply reply =
            new RegistrationReply(TOKEN, "1.2", LogLevel.WARNING, OptionalLong.of(77), Features.OF_HOST);

    @Override
    public RegistrationReply register(
            Session session, String token, String callbackUri, Supplier<PluginRegistration> data) {
        session.bind(this, space);
        told.add("register " + token + " " + callbackUri);
        registration = data.get();
        return reply;
    }

    @Override
    public void ready(Session session, long token) {
        check(session, token);
        told.add("ready");
    }

    @Override
    public Object callFunction(Session session, long token, String function, CallArguments arguments) throws Exception {
        check(session, token);
        TestPlugin.Body body = functions.get(function);
        if (body == null) {
            throw new PluginException(ErrorCode.INVALID_FUNCTION, "There is no function '" + function + "'");
        }
        return served.serve(() -> body.call(arguments.positional()));
    }

    @Override
    public Object query(Session session, long token, String text, Map<String, Object> parameters) {
        check(session, token);
        return text + parameters;
    }

    @Override
    public Object config(Session session, long token, String key) {
        check(session, token);
        return key.isEmpty() ? null : "value of " + key;
    }

    @Override
    public void setConfig(Session session, long token, String key, Object value) {
        check(session, token);
        told.add(key + "=" + value);
    }

    @Override
    public void log(Session session, long token, LogLevel level, String message, List<String> arguments) {
        check(session, token);
        told.add(level + " " + message + " " + arguments);
    }

    @Override
    public List<FunctionInfo> functions(Session session, long token, String name) {
        check(session, token);
        List<FunctionInfo> all = registration == null ? List.of() : registration.functions();
        return all.stream()
                .filter(f -> name == null || f.name().equalsIgnoreCase(name))
                .toList();
    }

    @Override
    public void addFunctions(Session session, long token, Supplier<List<FunctionInfo>> added) {
        check(session, token);
        added.get().forEach(function -> told.add("function " + function.signature()));
    }

    @Override
    public ServiceAccess openServices(Session session, long token) {
        check(session, token);
        return new ServiceAccess(services, served, "test", () -> {});
    }

    @Override
    public void closed(Session session) {
        ended.add(session);
    }

    volatile ObjectSpace space;

    @Override
    public ObjectSpace authorize(Session session, long token) {
        check(session, token);
        return space;
    }

    private void check(Session session, long token) {
        if (token != TOKEN) {
            throw new PluginException(ErrorCode.INVALID_AUTHORIZATION_TOKEN, "The authorization token is unknown");
        }
        session.bind(this, space);
    }
}
