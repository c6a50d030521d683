package io.thriftplugins.e2e.support.stranger;

import io.thriftplugins.services.probe.Probe;
import io.thriftplugins.thrift.Function;
import io.thriftplugins.thrift.FunctionCallArguments;
import io.thriftplugins.thrift.LogLevel;
import io.thriftplugins.thrift.PluginData;
import io.thriftplugins.thrift.PluginsManager;
import io.thriftplugins.thrift.RegistrationResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TMultiplexedProtocol;
import org.apache.thrift.protocol.TProtocol;

/** One connection to a host. */
final class Connection {

    private final PluginsManager.Client host;
    private final Probe.Client probe;

    Connection(String endpoint) throws IOException, TException {
        TProtocol protocol = Wire.dial(endpoint);
        host = new PluginsManager.Client(new TMultiplexedProtocol(protocol, "plugins-manager"));
        probe = new Probe.Client(new TMultiplexedProtocol(protocol, "probe"));
    }

    RegistrationResult register(String token, String callback, List<String> signatures) throws TException {
        List<Function> functions = signatures.stream()
                .map(signature -> new Function(signature, "", false))
                .toList();
        return host.RegisterPlugin(token, callback, new PluginData(functions, "stranger", "0.1"));
    }

    void ready(long token) throws TException {
        host.PluginReady(token);
    }

    /** Every method of the service that this project offers, with a token. */
    void call(String method, long token) throws TException {
        switch (method) {
            case "ready" -> host.PluginReady(token);
            case "function" -> host.CallFunction(token, "NOTHING", new FunctionCallArguments(Map.of(), List.of()), -1);
            case "config" -> host.GetConfigValue(token, "key");
            case "set-config" -> host.SetConfigValue(token, "key", io.thriftplugins.thrift.VariantValue.integer(1));
            case "query" -> host.RunQuery(token, "select", Map.of());
            case "log" -> host.Log(token, LogLevel.ERROR, "a message", List.of());
            case "functions" -> host.GetFunctions(token);
            case "find" -> host.FindFunctionByName(token, "nothing", null);
            case "add-functions" -> host.RegisterFunction(token, List.of(new Function("f()", "", false)));
            case "services" -> host.Services_Open(token);
            // The token was presented when the connection was opened for services.
            case "probe" -> probe.caller();
            default -> throw new IllegalArgumentException(method);
        }
    }
}
