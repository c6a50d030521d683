package io.thriftplugins.e2e.hostile;

import io.thriftplugins.Endpoint;
import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.SocketEndpoint;
import io.thriftplugins.e2e.kit.Sockets;
import io.thriftplugins.thrift.FunctionCallArguments;
import io.thriftplugins.thrift.LogLevel;
import io.thriftplugins.thrift.Plugin;
import io.thriftplugins.thrift.PluginsManager;
import io.thriftplugins.thrift.RegistrationResult;
import io.thriftplugins.thrift.VariantValue;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.thrift.TException;
import org.apache.thrift.TMultiplexedProcessor;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TMultiplexedProtocol;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TIOStreamTransport;
import org.apache.thrift.transport.layered.TFramedTransport;

/** A host that knows where its plugin listens and which token it accepts, which a host of this project keeps secret. */
final class FakeHost implements AutoCloseable {

    static final long CALLBACK_TOKEN = 4711;

    private final ServerSocketChannel listener;
    private final String uri;
    private final CompletableFuture<String> callback = new CompletableFuture<>();
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

    FakeHost(String transport) throws IOException {
        String name = "qcath-fake-" + ProcessHandle.current().pid();
        Endpoint like = transport.equals("tcp") ? new SocketEndpoint("127.0.0.1", 1) : new PipeEndpoint(name);
        listener = Sockets.listen(like, name);
        uri = Sockets.uri(listener, name);
        daemon(this::accept);
    }

    String uri() {
        return uri;
    }

    /** Where the plugin listens, once it is ready. */
    Endpoint plugin() throws Exception {
        ready.get(60, TimeUnit.SECONDS);
        return Endpoint.parse(callback.join());
    }

    /** Calls a function of the plugin over a connection of its own. */
    VariantValue call(String function, VariantValue... arguments) throws Exception {
        try (SocketChannel channel = Sockets.dial(plugin())) {
            Plugin.Client client = new Plugin.Client(new TMultiplexedProtocol(protocol(channel), "plugin"));
            return client.CallFunction(
                    CALLBACK_TOKEN, function, new FunctionCallArguments(Map.of(), List.of(arguments)), -1);
        }
    }

    /** Asks the plugin, at one of its endpoints, for one more; returns its URI. */
    String serve(Endpoint plugin) throws Exception {
        try (SocketChannel channel = Sockets.dial(plugin)) {
            return new Plugin.Client(new TMultiplexedProtocol(protocol(channel), "plugin")).Serve(CALLBACK_TOKEN);
        }
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel channel = listener.accept();
                daemon(() -> serve(channel));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private void serve(SocketChannel channel) {
        PluginsManager.Iface methods = (PluginsManager.Iface) Proxy.newProxyInstance(
                FakeHost.class.getClassLoader(),
                new Class<?>[] {PluginsManager.Iface.class},
                (self, method, arguments) -> answer(method.getName(), arguments));
        TMultiplexedProcessor services = new TMultiplexedProcessor();
        services.registerProcessor("plugins-manager", new PluginsManager.Processor<>(methods));
        try (channel) {
            TProtocol protocol = protocol(channel);
            while (true) {
                services.process(protocol, protocol);
            }
        } catch (IOException | TException e) {
            // The plugin has closed the connection.
        }
    }

    private Object answer(String method, Object[] arguments) {
        switch (method) {
            case "RegisterPlugin" -> {
                callback.complete((String) arguments[1]);
                RegistrationResult result = new RegistrationResult(99, "fake");
                result.setMin_log_level(LogLevel.WARNING);
                result.setCallback_token(CALLBACK_TOKEN);
                result.setFeatures(Set.of("callback-token", "error-code", "services", "object-functions"));
                return result;
            }
            case "PluginReady" -> ready.complete(true);
            case "CallFunction" -> {
                return ((FunctionCallArguments) arguments[2]).getPositional().get(0);
            }
            default -> {}
        }
        return null;
    }

    private static TProtocol protocol(SocketChannel channel) throws TException {
        return new TBinaryProtocol(new TFramedTransport(
                new TIOStreamTransport(Channels.newInputStream(channel), Channels.newOutputStream(channel))));
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "fake-host");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        if (listener.getLocalAddress() instanceof java.net.UnixDomainSocketAddress file) {
            java.nio.file.Files.deleteIfExists(file.getPath());
        }
        listener.close();
    }
}
