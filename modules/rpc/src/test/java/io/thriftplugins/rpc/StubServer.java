package io.thriftplugins.rpc;

import io.thriftplugins.SocketEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.thrift.TException;
import org.apache.thrift.TMultiplexedProcessor;
import org.apache.thrift.TProcessor;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.transport.TSocket;
import org.apache.thrift.transport.TTransportException;
import org.apache.thrift.transport.layered.TFramedTransport;

/** A peer made of nothing but Thrift: libthrift's transports and the generated processor, a thread per connection. */
final class StubServer implements AutoCloseable {

    /** What a method of the service does with its arguments. */
    @FunctionalInterface
    interface Method {
        Object call(Object... arguments) throws TException;
    }

    final Map<String, Method> methods = new ConcurrentHashMap<>();
    final AtomicInteger accepted = new AtomicInteger();

    private final ServerSocket listener;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final TMultiplexedProcessor processor = new TMultiplexedProcessor();

    /** Serves an interface of the stubs under a service's name. */
    <I> StubServer(String service, Class<I> type, Function<I, TProcessor> processorOf) throws IOException {
        InvocationHandler handler =
                (proxy, method, arguments) -> methods.get(method.getName()).call(arguments);
        Object iface = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
        processor.registerProcessor(service, processorOf.apply(type.cast(iface)));
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    SocketEndpoint endpoint() {
        return new SocketEndpoint("127.0.0.1", listener.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                accepted.incrementAndGet();
                start(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed: the test is over.
            sockets.clear();
        }
    }

    private void serve(Socket socket) {
        try (var transport = new TFramedTransport(new TSocket(socket))) {
            var protocol = new TBinaryProtocol(transport, true, true);
            while (true) {
                processor.process(protocol, protocol);
            }
        } catch (TTransportException e) {
            // The client has ended the connection.
            sockets.remove(socket);
        } catch (TException e) {
            throw new AssertionError(e);
        }
    }

    private static void start(Runnable task) {
        var thread = new Thread(task, "stub-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
