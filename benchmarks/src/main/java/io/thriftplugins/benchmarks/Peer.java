package io.thriftplugins.benchmarks;

import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import io.thriftplugins.client.ClientArguments;
import io.thriftplugins.client.ThriftPluginsClient;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.apache.thrift.TException;

/** The other process: a plugin that also answers the contenders, at addresses that it tells as metadata. */
public final class Peer implements Plugin {

    private final String raw;
    private final String thrift;

    private Peer(String scheme) throws IOException, TException {
        MessageSizes sizes = MessageSizes.measure();
        raw = serve("raw", Sockets.listen(scheme), channel -> RawPingPong.serve(channel, sizes));
        thrift = serve("thrift", Sockets.listen(scheme), PlainThrift::serve);
    }

    /** Runs the peer. */
    public static void main(String[] args) throws IOException, TException {
        String scheme = ClientArguments.parse(args).endpoint().scheme();
        System.exit(ThriftPluginsClient.run(new Peer(scheme), args));
    }

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("peer")
                .version("1")
                .metadata("raw", raw)
                .metadata("thrift", thrift)
                .function("add(a: integer, b: integer): integer", call -> call.getLong("a") + call.getLong("b"));
    }

    private static String serve(String name, ServerSocketChannel listener, Server server) throws IOException {
        Thread thread = new Thread(
                () -> {
                    try (SocketChannel channel = Sockets.accept(listener)) {
                        server.serve(channel);
                    } catch (IOException | TException e) {
                        // The host has seen enough.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return Sockets.name(listener);
    }

    /** Answers on one connection until it ends. */
    private interface Server {
        void serve(SocketChannel channel) throws IOException, TException;
    }
}
