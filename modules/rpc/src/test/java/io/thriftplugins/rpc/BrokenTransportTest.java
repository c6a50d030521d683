package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.Limits;
import io.thriftplugins.spi.TransportConnection;
import io.thriftplugins.spi.TransportListener;
import io.thriftplugins.spi.TransportProvider;
import io.thriftplugins.spi.Transports;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A transport of somebody else whose connections fail where they must not. */
final class BrokenTransportTest {

    @Test
    @DisplayName("a connection that can't be served is closed, and the next one is served")
    void connectionThatFailsAtOnce() throws Exception {
        TransportProvider tcp = Transports.find().forScheme("tcp");
        AtomicInteger accepted = new AtomicInteger();
        UnaryOperator<Object> firstFails = connection -> accepted.incrementAndGet() > 1
                ? connection
                : with(TransportConnection.class, connection, "peer", peer -> {
                    throw new IllegalStateException("thrown by the test");
                });
        TransportProvider broken = with(
                TransportProvider.class,
                tcp,
                "listen",
                listener -> with(TransportListener.class, listener, "accept", firstFails));
        try (Rpc rpc = new Rpc("test", Transports.find(), Limits.DEFAULT, Wire.LONG);
                RpcListener listener = new RpcListener(
                        rpc,
                        broken,
                        tcp.newEndpoint(""),
                        new ServiceTable(Map.of(Services.PLUGIN, Map.of())),
                        s -> {})) {
            listener.start();
            try (RawPeer first = new RawPeer(listener.endpoint());
                    RawPeer second = new RawPeer(listener.endpoint())) {
                assertThat(first.isClosed()).isTrue();
                second.call("plugin:Nothing", "00");
                assertThat(second.receive()).contains(RawPeer.text("There is no method 'Nothing'"));
            }
        }
    }

    /** The same, but for one method, whose result is changed. */
    private static <T> T with(Class<T> type, Object real, String changed, UnaryOperator<Object> change) {
        return type.cast(Proxy.newProxyInstance(
                BrokenTransportTest.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        Object result = method.invoke(real, arguments);
                        return method.getName().equals(changed) ? change.apply(result) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
