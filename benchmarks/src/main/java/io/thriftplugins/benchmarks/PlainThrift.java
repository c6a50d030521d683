package io.thriftplugins.benchmarks;

import io.thriftplugins.thrift.FunctionCallArguments;
import io.thriftplugins.thrift.Plugin;
import io.thriftplugins.thrift.VariantValue;
import java.lang.reflect.Proxy;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.thrift.TException;
import org.apache.thrift.TMultiplexedProcessor;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TMultiplexedProtocol;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TIOStreamTransport;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;
import org.apache.thrift.transport.layered.TFramedTransport;

/** The same call with libthrift's own client and server and the generated stubs, over the same kind of socket. */
final class PlainThrift implements Contender {

    static final String SERVICE = "plugin";

    private final TTransport transport;
    private final Plugin.Client client;

    PlainThrift(SocketChannel channel) throws TTransportException {
        transport = framed(channel);
        client = new Plugin.Client(new TMultiplexedProtocol(new TBinaryProtocol(transport), SERVICE));
    }

    @Override
    public String name() {
        return "plain libthrift";
    }

    @Override
    public void call() throws TException {
        if (client.CallFunction(0, "ADD", arguments(), -1).getInteger() != 5) {
            throw new TException("2 + 3 is 5");
        }
    }

    @Override
    public void close() {
        transport.close();
    }

    static FunctionCallArguments arguments() {
        return new FunctionCallArguments(Map.of(), List.of(VariantValue.integer(2), VariantValue.integer(3)));
    }

    /** The other side. */
    static void serve(SocketChannel channel) throws TException {
        Plugin.Iface handler = (Plugin.Iface) Proxy.newProxyInstance(
                Plugin.Iface.class.getClassLoader(),
                new Class<?>[] {Plugin.Iface.class},
                (proxy, method, arguments) -> {
                    FunctionCallArguments call = (FunctionCallArguments) arguments[2];
                    List<VariantValue> values = Objects.requireNonNull(call.getPositional());
                    return VariantValue.integer(
                            values.get(0).getInteger() + values.get(1).getInteger());
                });
        TMultiplexedProcessor processor = new TMultiplexedProcessor();
        processor.registerProcessor(SERVICE, new Plugin.Processor<>(handler));
        TProtocol protocol = new TBinaryProtocol(framed(channel));
        while (true) {
            processor.process(protocol, protocol);
        }
    }

    private static TTransport framed(SocketChannel channel) throws TTransportException {
        return new TFramedTransport(
                new TIOStreamTransport(Channels.newInputStream(channel), Channels.newOutputStream(channel)));
    }
}
