package io.thriftplugins.rpc;

import io.thriftplugins.Endpoint;
import io.thriftplugins.spi.TransportProvider;
import java.util.HashMap;
import java.util.Map;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TType;

/** Serves {@code plugin}: from requests to a {@link PluginService}. */
public final class PluginDispatch {

    /** Our addition to {@code Serve} and {@code Shutdown}: the callback token. */
    static final int TOKEN = 100;

    private PluginDispatch() {}

    /**
     * Binds an endpoint and serves it.
     *
     * @param rpc what is shared
     * @param transport the endpoint's transport
     * @param endpoint where to listen
     * @param plugin who answers
     * @return the listener, to be closed by the caller
     * @throws io.thriftplugins.PluginException if the endpoint can't be listened on
     */
    public static RpcListener listen(Rpc rpc, TransportProvider transport, Endpoint endpoint, PluginService plugin) {
        RpcListener listener = new RpcListener(
                rpc, transport, endpoint, new ServiceTable(Map.of(Services.PLUGIN, methods(plugin))), session -> {});
        listener.start();
        return listener;
    }

    private static Map<String, RpcMethod> methods(PluginService plugin) {
        Map<String, RpcMethod> methods = new HashMap<>();
        methods.put(Services.CALL_FUNCTION, new CallFunctionMethod(plugin, plugin::callFunction));
        ObjectMethods.add(methods, plugin);
        methods.put(Services.OPEN, new OpenServicesMethod(plugin::openServices));
        methods.put("Shutdown", (in, values, session) -> {
            long token = readToken(in);
            return () -> {
                plugin.shutdown(session, token);
                return null;
            };
        });
        methods.put("Serve", (in, values, session) -> {
            long token = readToken(in);
            return () -> {
                String uri = plugin.serve(session, token);
                return (out, ignored) -> out.stringField(0, uri);
            };
        });
        return methods;
    }

    private static long readToken(FrameProtocol in) throws TException {
        StructReader fields = new StructReader(in);
        long token = 0;
        while (fields.next()) {
            if (fields.is(TOKEN, TType.I64)) {
                token = in.readI64();
            } else {
                fields.skip();
            }
        }
        return token;
    }
}
