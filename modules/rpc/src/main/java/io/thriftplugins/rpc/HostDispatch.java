package io.thriftplugins.rpc;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionInfo;
import io.thriftplugins.Limit;
import io.thriftplugins.Limits;
import io.thriftplugins.LogLevel;
import io.thriftplugins.PluginException;
import io.thriftplugins.thrift.Function;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/** Serves {@code plugins-manager}: from requests to a {@link HostService}. */
public final class HostDispatch {

    private final HostService host;
    private final Limits limits;

    private HostDispatch(HostService host, Limits limits) {
        this.host = host;
        this.limits = limits;
    }

    /**
     * Binds an endpoint and serves it.
     *
     * @param rpc what is shared
     * @param endpoint where to listen
     * @param host who answers
     * @return the listener, to be closed by the caller
     * @throws io.thriftplugins.PluginException if the endpoint can't be listened on
     */
    public static RpcListener listen(Rpc rpc, Endpoint endpoint, HostService host) {
        RpcListener listener = new RpcListener(
                rpc,
                rpc.transports().forEndpoint(endpoint),
                endpoint,
                new ServiceTable(Map.of(Services.HOST, new HostDispatch(host, rpc.limits()).methods())),
                host::closed);
        listener.start();
        return listener;
    }

    private Map<String, RpcMethod> methods() {
        Map<String, RpcMethod> methods = new HashMap<>();
        methods.put(Services.CALL_FUNCTION, new CallFunctionMethod(host, host::callFunction));
        ObjectMethods.add(methods, host);
        methods.put(Services.OPEN, new OpenServicesMethod(host::openServices));
        methods.put("RegisterPlugin", this::registerPlugin);
        methods.put("PluginReady", (in, values, session) -> {
            Arguments arguments = Arguments.read(in, values, host, session);
            return nothing(() -> host.ready(session, arguments.token()));
        });
        methods.put("RunQuery", (in, values, session) -> {
            Arguments arguments = Arguments.read(in, values, host, session);
            String query = arguments.text();
            return () -> CallFunctionMethod.value(host.query(session, arguments.token(), query, arguments.named()));
        });
        methods.put("GetConfigValue", (in, values, session) -> {
            Arguments arguments = Arguments.read(in, values, host, session);
            String key = arguments.text();
            return () -> CallFunctionMethod.value(host.config(session, arguments.token(), key));
        });
        methods.put("SetConfigValue", (in, values, session) -> {
            checkSize(in, Limit.MAX_CONFIG_BYTES);
            Arguments arguments = Arguments.read(in, values, host, session);
            String key = arguments.text();
            StructReader.require(arguments.hasValue(), "value");
            return nothing(() -> host.setConfig(session, arguments.token(), key, arguments.value()));
        });
        methods.put("FindFunctionByName", (in, values, session) -> {
            Arguments arguments = Arguments.read(in, values, host, session);
            String name = arguments.text();
            return () -> functions(host.functions(session, arguments.token(), name));
        });
        methods.put("GetFunctions", (in, values, session) -> {
            Arguments arguments = Arguments.read(in, values, host, session);
            return () -> functions(host.functions(session, arguments.token(), null));
        });
        methods.put("Log", this::log);
        methods.put("RegisterFunction", this::registerFunction);
        return methods;
    }

    private RpcMethod.Call registerPlugin(FrameProtocol in, ValueCodec values, Session session) throws TException {
        checkSize(in, Limit.MAX_REGISTRATION_BYTES);
        StructReader fields = new StructReader(in);
        String token = null;
        String callback = null;
        Supplier<PluginRegistration> data = null;
        while (fields.next()) {
            if (fields.is(1, TType.STRING)) {
                token = in.readString();
            } else if (fields.is(2, TType.STRING)) {
                callback = in.readString();
            } else if (fields.is(3, TType.STRUCT)) {
                data = RegistrationCodec.readData(in, values);
            } else {
                fields.skip();
            }
        }
        String checkedToken = StructReader.required(token, "registration_token");
        String checkedCallback = StructReader.required(callback, "callback_uri");
        Supplier<PluginRegistration> checkedData = StructReader.required(data, "plugin_data");
        return () -> RegistrationCodec.reply(host.register(session, checkedToken, checkedCallback, checkedData));
    }

    private RpcMethod.Call log(FrameProtocol in, ValueCodec values, Session session) throws TException {
        StructReader fields = new StructReader(in);
        Long token = null;
        Integer level = null;
        String message = null;
        List<String> arguments = new ArrayList<>();
        while (fields.next()) {
            if (fields.is(1, TType.I64)) {
                token = in.readI64();
            } else if (fields.is(2, TType.I32)) {
                level = in.readI32();
            } else if (fields.is(3, TType.STRING)) {
                message = in.readString();
            } else if (fields.is(4, TType.LIST)) {
                for (int left = in.readListHeader(TType.STRING); left > 0; left--) {
                    arguments.add(in.readString());
                }
            } else {
                fields.skip();
            }
        }
        long checkedToken = StructReader.required(token, "token");
        int number = StructReader.required(level, "level");
        String checkedMessage = StructReader.required(message, "message");
        LogLevel known = LogLevels.ofMessage(number);
        return nothing(() -> host.log(session, checkedToken, known, checkedMessage, arguments));
    }

    private RpcMethod.Call registerFunction(FrameProtocol in, ValueCodec values, Session session) throws TException {
        checkSize(in, Limit.MAX_REGISTRATION_BYTES);
        StructReader fields = new StructReader(in);
        Long token = null;
        List<Function> functions = null;
        while (fields.next()) {
            if (fields.is(1, TType.I64)) {
                token = in.readI64();
            } else if (fields.is(2, TType.LIST)) {
                functions = WireFunctions.read(in);
            } else {
                fields.skip();
            }
        }
        long checkedToken = StructReader.required(token, "token");
        List<Function> checked = StructReader.required(functions, "functions");
        return nothing(() -> host.addFunctions(session, checkedToken, () -> WireFunctions.parse(checked)));
    }

    /** Before anything is read of what the host would keep. */
    private void checkSize(FrameProtocol in, Limit limit) {
        int size = in.buffer().getBytesRemainingInBuffer();
        if (size > limits.get(limit)) {
            throw new PluginException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "The message has " + size + " bytes; the host's limit is " + limits.text(limit));
        }
    }

    private static RpcMethod.Reply functions(List<FunctionInfo> functions) {
        return (out, values) -> {
            out.field(TType.LIST, 0);
            WireFunctions.write(out, functions);
        };
    }

    private static RpcMethod.Call nothing(Runnable action) {
        return () -> {
            action.run();
            return null;
        };
    }

    /**
     * The arguments that most methods have: a token, perhaps a text, perhaps a value or values by name. What a method
     * has no use for stays empty.
     */
    private record Arguments(
            long token,
            @Nullable String optionalText,
            boolean hasValue,
            @Nullable Object value,
            Map<String, @Nullable Object> named) {

        static Arguments read(FrameProtocol in, ValueCodec values, ObjectOwner owner, Session session)
                throws TException {
            StructReader fields = new StructReader(in);
            Long token = null;
            String text = null;
            Object value = null;
            boolean hasValue = false;
            Map<String, @Nullable Object> named = Map.of();
            while (fields.next()) {
                if (fields.is(1, TType.I64)) {
                    token = in.readI64();
                    if (session.objects() == null) {
                        // As in CallFunctionMethod.
                        var unused = owner.authorize(session, token);
                    }
                } else if (fields.is(2, TType.STRING)) {
                    text = in.readString();
                } else if (fields.is(3, TType.STRUCT)) {
                    value = values.read();
                    hasValue = true;
                } else if (fields.is(3, TType.MAP)) {
                    named = values.readNamed();
                } else {
                    fields.skip();
                }
            }
            return new Arguments(StructReader.required(token, "token"), text, hasValue, value, named);
        }

        String text() throws TException {
            return StructReader.required(optionalText, "key, name or query");
        }
    }
}
