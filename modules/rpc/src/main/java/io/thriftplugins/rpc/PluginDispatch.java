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
        methods.put(TakeOverCall.BEGIN, (in, values, session) -> {
            StructReader fields = new StructReader(in);
            byte[] nonce = null;
            while (fields.next()) {
                if (fields.is(1, TType.STRING)) {
                    nonce = TakeOverCall.bytes(in);
                } else {
                    fields.skip();
                }
            }
            byte[] checked = StructReader.required(nonce, "nonce");
            return () -> {
                byte[] answer = plugin.beginTakeOver(session, checked);
                return (out, ignored) -> TakeOverCall.writeBytes(out, 0, answer);
            };
        });
        methods.put(TakeOverCall.FINISH, (in, values, session) -> {
            TakeOverOffer offer = readOffer(in);
            return () -> {
                plugin.takeOver(session, offer);
                return null;
            };
        });
        return methods;
    }

    private static TakeOverOffer readOffer(FrameProtocol in) throws TException {
        StructReader fields = new StructReader(in);
        byte[] proof = null;
        String endpoint = null;
        String token = null;
        Long pid = null;
        while (fields.next()) {
            if (fields.is(1, TType.STRING)) {
                proof = TakeOverCall.bytes(in);
            } else if (fields.is(2, TType.STRING)) {
                endpoint = in.readString();
            } else if (fields.is(3, TType.STRING)) {
                token = in.readString();
            } else if (fields.is(4, TType.I64)) {
                pid = in.readI64();
            } else {
                fields.skip();
            }
        }
        return new TakeOverOffer(
                StructReader.required(proof, "proof"),
                StructReader.required(endpoint, "server_endpoint"),
                StructReader.required(token, "registration_token"),
                StructReader.required(pid, "parent_pid"));
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
