package io.thriftplugins.e2e.limits;

import io.thriftplugins.Endpoint;
import io.thriftplugins.e2e.kit.Sockets;
import io.thriftplugins.thrift.FunctionCallArguments;
import io.thriftplugins.thrift.PluginsManager;
import io.thriftplugins.thrift.QueryCatPluginException;
import io.thriftplugins.thrift.VariantValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import org.apache.thrift.TBase;
import org.apache.thrift.TConfiguration;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TMultiplexedProtocol;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TIOStreamTransport;
import org.apache.thrift.transport.TMemoryBuffer;
import org.apache.thrift.transport.layered.TFramedTransport;

/** A connection to a host or plugin, with the generated client of a host. */
final class StubConnection implements AutoCloseable {

    private static final int LARGE = 200 << 20;

    private final SocketChannel channel;
    private final TProtocol protocol;
    private final PluginsManager.Client host;

    StubConnection(Endpoint endpoint) throws IOException, TException {
        channel = Sockets.dial(endpoint);
        protocol = protocol(channel);
        host = new PluginsManager.Client(new TMultiplexedProtocol(protocol, "plugins-manager"));
    }

    static TProtocol protocol(ByteChannel channel) throws TException {
        TConfiguration unlimited = new TConfiguration(LARGE, LARGE, 1000);
        return new TBinaryProtocol(new TFramedTransport(
                new TIOStreamTransport(unlimited, Channels.newInputStream(channel), Channels.newOutputStream(channel)),
                LARGE));
    }

    SocketChannel channel() {
        return channel;
    }

    PluginsManager.Client host() {
        return host;
    }

    /** A call without arguments whose name is given as it is sent, service and all, and which is never answered. */
    void oneWay(String name) throws TException {
        protocol.writeMessageBegin(new TMessage(name, TMessageType.ONEWAY, 1));
        protocol.writeByte((byte) 0);
        protocol.writeMessageEnd();
        protocol.getTransport().flush();
    }

    VariantValue call(long token, String function, VariantValue... arguments) throws TException {
        return host.CallFunction(token, function, arguments(arguments), -1);
    }

    static FunctionCallArguments arguments(VariantValue... arguments) {
        return new FunctionCallArguments(Map.of(), List.of(arguments));
    }

    /** Whether the other side answers with an error; fails if it does anything else. */
    static QueryCatPluginException refused(Call call) throws TException {
        try {
            call.run();
        } catch (QueryCatPluginException e) {
            return e;
        }
        throw new AssertionError("It was not refused");
    }

    interface Call {
        void run() throws TException;
    }

    /** How many bytes arguments have on the wire. */
    static int size(TBase<?, ?> arguments) throws TException {
        TMemoryBuffer buffer = new TMemoryBuffer(1024);
        arguments.write(new TBinaryProtocol(buffer));
        return buffer.length();
    }

    /** How many bytes stand before the arguments of a host's method: version, name, number (contract 1.5). */
    static int header(String method) {
        return 3 * Integer.BYTES + "plugins-manager:".length() + method.length();
    }

    /** Waits until the other side has closed this connection, and throws away what came before. */
    void awaitEnd() throws IOException {
        ByteBuffer input = ByteBuffer.allocate(64 * 1024);
        try {
            while (channel.read(input.clear()) >= 0) {}
        } catch (IOException e) {
            // Reset: closed while bytes were on their way.
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
