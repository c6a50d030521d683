package io.thriftplugins.client;

import io.thriftplugins.CallRequest;
import io.thriftplugins.FunctionDefinition;
import io.thriftplugins.FunctionInfo;
import io.thriftplugins.Host;
import io.thriftplugins.LogLevel;
import io.thriftplugins.MessageCaller;
import io.thriftplugins.MessageRequest;
import io.thriftplugins.rpc.FunctionTable;
import io.thriftplugins.rpc.RemoteHost;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The host as a plugin's author sees it. */
final class HostProxy implements Host {

    private final FunctionTable functions;
    private final MessageCaller messages = new Messages();
    private volatile HostLink link;

    HostProxy(HostLink link, FunctionTable functions) {
        this.link = link;
        this.functions = functions;
    }

    /** Where calls go. */
    HostLink link() {
        return link;
    }

    /** Calls go to another host from now on. */
    void use(HostLink another) {
        link = another;
    }

    private RemoteHost host() {
        return link.host();
    }

    @Override
    public @Nullable Object call(CallRequest request) {
        return host().call(request);
    }

    @Override
    public CompletableFuture<@Nullable Object> callAsync(CallRequest request) {
        return host().callAsync(request);
    }

    @Override
    public MessageCaller messages() {
        return messages;
    }

    @Override
    public List<FunctionInfo> functions() {
        return host().functions(null);
    }

    @Override
    public List<FunctionInfo> findFunctions(String name) {
        return host().functions(name);
    }

    @Override
    public String version() {
        return link.reply().version();
    }

    @Override
    public LogLevel minLogLevel() {
        return link.reply().minLogLevel();
    }

    @Override
    public void log(LogLevel level, String message) {
        host().log(level, message);
    }

    @Override
    public @Nullable Object config(String key) {
        return host().config(key);
    }

    @Override
    public void setConfig(String key, @Nullable Object value) {
        host().setConfig(key, value);
    }

    @Override
    public @Nullable Object query(String text, Map<String, ? extends @Nullable Object> parameters) {
        return host().query(text, parameters);
    }

    /** First here, so that the host can call it as soon as it knows it. */
    @Override
    public void addFunction(FunctionDefinition function) {
        functions.add(function);
        try {
            host().addFunction(function.info());
        } catch (RuntimeException e) {
            functions.remove(function.info().name());
            throw e;
        }
    }

    /** The services of whatever host there is. */
    private final class Messages implements MessageCaller {

        @Override
        public void require(String service) {
            host().services().require(service);
        }

        @Override
        public ByteBuffer call(MessageRequest request) {
            return host().services().call(request);
        }
    }
}
