package io.thriftplugins.client;

import io.thriftplugins.CallRequest;
import io.thriftplugins.FunctionDefinition;
import io.thriftplugins.FunctionInfo;
import io.thriftplugins.Host;
import io.thriftplugins.LogLevel;
import io.thriftplugins.MessageCaller;
import io.thriftplugins.rpc.FunctionTable;
import io.thriftplugins.rpc.RegistrationReply;
import io.thriftplugins.rpc.RemoteHost;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The host as a plugin's author sees it. */
final class HostProxy implements Host {

    private final RemoteHost host;
    private final RegistrationReply registration;
    private final FunctionTable functions;

    HostProxy(RemoteHost host, RegistrationReply registration, FunctionTable functions) {
        this.host = host;
        this.registration = registration;
        this.functions = functions;
    }

    @Override
    public @Nullable Object call(CallRequest request) {
        return host.call(request);
    }

    @Override
    public CompletableFuture<@Nullable Object> callAsync(CallRequest request) {
        return host.callAsync(request);
    }

    @Override
    public MessageCaller messages() {
        return host.services();
    }

    @Override
    public List<FunctionInfo> functions() {
        return host.functions(null);
    }

    @Override
    public List<FunctionInfo> findFunctions(String name) {
        return host.functions(name);
    }

    @Override
    public String version() {
        return registration.version();
    }

    @Override
    public LogLevel minLogLevel() {
        return registration.minLogLevel();
    }

    @Override
    public void log(LogLevel level, String message) {
        host.log(level, message);
    }

    @Override
    public @Nullable Object config(String key) {
        return host.config(key);
    }

    @Override
    public void setConfig(String key, @Nullable Object value) {
        host.setConfig(key, value);
    }

    @Override
    public @Nullable Object query(String text, Map<String, ? extends @Nullable Object> parameters) {
        return host.query(text, parameters);
    }

    /** First here, so that the host can call it as soon as it knows it. */
    @Override
    public void addFunction(FunctionDefinition function) {
        functions.add(function);
        try {
            host.addFunction(function.info());
        } catch (RuntimeException e) {
            functions.remove(function.info().name());
            throw e;
        }
    }
}
