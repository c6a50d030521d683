package io.thriftplugins.e2e.limits;

import io.thriftplugins.PluginHandle;
import io.thriftplugins.e2e.kit.Sockets;
import io.thriftplugins.server.ThriftPluginsServer;
import io.thriftplugins.thrift.Function;
import io.thriftplugins.thrift.FunctionCallArguments;
import io.thriftplugins.thrift.Plugin;
import io.thriftplugins.thrift.PluginData;
import io.thriftplugins.thrift.RegistrationResult;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.apache.thrift.TException;
import org.apache.thrift.TMultiplexedProcessor;
import org.apache.thrift.TProcessor;
import org.apache.thrift.protocol.TProtocol;

/**
 * A plugin made of the generated stubs, which knows no limits of its own: it opens as many connections as it is told
 * to. Calls to it wait until they are let go, and return their first argument.
 */
final class StubPlugin implements AutoCloseable {

    private static final Set<String> FEATURES =
            Set.of("shared-endpoint", "object-functions", "error-code", "binary-values");

    private final ThriftPluginsServer server;
    private final ServerSocketChannel listener;
    private final String callback;
    private final List<StubConnection> connections = new CopyOnWriteArrayList<>();
    private final List<SocketChannel> accepted = new CopyOnWriteArrayList<>();
    private final Semaphore begun = new Semaphore(0);
    private final Semaphore ended = new Semaphore(0);
    private volatile boolean stopped;
    private long token;

    /** One that listens, and has not registered yet. */
    StubPlugin(ThriftPluginsServer server) throws IOException {
        this.server = server;
        String name = "qcatp-stub-" + Long.toHexString(System.nanoTime());
        this.listener = Sockets.listen(server.endpoint(), name);
        this.callback = Sockets.uri(listener, name);
        daemon(this::accept);
    }

    /** One that is registered as "stub" and ready, over a connection of its own. */
    static StubPlugin registered(ThriftPluginsServer server) throws IOException, TException {
        StubPlugin plugin = new StubPlugin(server);
        plugin.register(server.issueToken("stub").value(), List.of(new Function("echo(value: any): any", "", false)));
        return plugin;
    }

    StubConnection register(String registrationToken, List<Function> functions) throws IOException, TException {
        StubConnection connection = connect();
        RegistrationResult result = connection.host().RegisterPlugin(registrationToken, callback, data(functions));
        token = result.getToken();
        connection.host().PluginReady(token);
        return connection;
    }

    static PluginData data(List<Function> functions) {
        return new PluginData(functions, "stub", "1").setFeatures(FEATURES);
    }

    String callback() {
        return callback;
    }

    /** What the host wants to see with every call. */
    long token() {
        return token;
    }

    /** A connection that has said nothing. */
    StubConnection connect() throws IOException, TException {
        StubConnection connection = new StubConnection(server.endpoint());
        connections.add(connection);
        return connection;
    }

    /** A connection that has presented the token. */
    StubConnection connectKnown() throws IOException, TException {
        StubConnection connection = connect();
        connection.host().GetFunctions(token);
        return connection;
    }

    /** A permit for each call of the host that has begun. */
    Semaphore begun() {
        return begun;
    }

    /** Lets a call of the host end. */
    void endOne() {
        ended.release();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel channel = listener.accept();
                accepted.add(channel);
                daemon(() -> serve(channel));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private void serve(SocketChannel channel) {
        Plugin.Iface methods = (Plugin.Iface) Proxy.newProxyInstance(
                StubPlugin.class.getClassLoader(),
                new Class<?>[] {Plugin.Iface.class},
                (self, method, arguments) -> answer(method.getName(), arguments));
        TMultiplexedProcessor services = new TMultiplexedProcessor();
        TProcessor plugin = new Plugin.Processor<>(methods);
        services.registerProcessor("plugin", plugin);
        try (channel) {
            TProtocol protocol = StubConnection.protocol(channel);
            while (!stopped) {
                services.process(protocol, protocol);
            }
            hangUp();
        } catch (TException | IOException e) {
            // The host has closed the connection, or this is closed.
        }
    }

    private Object answer(String method, Object[] arguments) throws InterruptedException {
        if (method.equals("CallFunction")) {
            begun.release();
            ended.acquire();
            return ((FunctionCallArguments) arguments[2]).getPositional().get(0);
        } else if (method.equals("Serve")) {
            return callback;
        }
        stopped |= method.equals("Shutdown");
        return null;
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "stub-plugin");
        thread.setDaemon(true);
        thread.start();
    }

    /** The host knows it by this that the plugin has ended. */
    private void hangUp() throws IOException {
        if (listener.getLocalAddress() instanceof UnixDomainSocketAddress file) {
            Files.deleteIfExists(file.getPath());
        }
        listener.close();
        for (StubConnection connection : connections) {
            connection.close();
        }
    }

    @Override
    public void close() throws IOException {
        ended.release(Short.MAX_VALUE);
        server.plugins().forEach(PluginHandle::close);
        if (listener.isOpen()) {
            hangUp();
        }
        for (SocketChannel channel : accepted) {
            channel.close();
        }
    }
}
