package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.thriftplugins.Endpoint;
import io.thriftplugins.SocketEndpoint;
import io.thriftplugins.thrift.ErrorType;
import io.thriftplugins.thrift.Function;
import io.thriftplugins.thrift.FunctionCallArguments;
import io.thriftplugins.thrift.LogLevel;
import io.thriftplugins.thrift.Plugin;
import io.thriftplugins.thrift.PluginData;
import io.thriftplugins.thrift.PluginsManager;
import io.thriftplugins.thrift.QueryCatPluginException;
import io.thriftplugins.thrift.VariantValue;
import java.util.List;
import java.util.Map;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TMultiplexedProtocol;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TSocket;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;
import org.apache.thrift.transport.layered.TFramedTransport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Strangers that are made of Thrift's stubs call our host and our plugin. */
final class StubClientsTest {

    private final Wire wire = Wire.tcp();
    private final TTransport toHost = connect(wire.hostListener.endpoint());
    private final TTransport toPlugin = connect(wire.pluginListener.endpoint());
    private final PluginsManager.Client host = new PluginsManager.Client(protocol(toHost, "plugins-manager"));
    private final Plugin.Client plugin = new Plugin.Client(protocol(toPlugin, "plugin"));

    StubClientsTest() throws TTransportException {}

    @AfterEach
    void close() {
        toHost.close();
        toPlugin.close();
        wire.close();
    }

    @Test
    void aPluginRegistersAndIsReady() throws TException {
        var function = new Function("add(a: integer, b: integer): integer", "adds", false);
        var data = new PluginData(List.of(function), "stranger", "1.0");
        data.setMetadata(Map.of("key", VariantValue.integer(5)));
        var result = host.RegisterPlugin("secret", "net.pipe://127.0.0.1/qcatp-X", data);
        host.PluginReady(result.getToken());

        assertThat(result.getToken()).isEqualTo(TestHost.TOKEN);
        assertThat(result.getVersion()).isEqualTo("1.2");
        assertThat(result.getMin_log_level()).isEqualTo(LogLevel.WARNING);
        assertThat(result.getCallback_token()).isEqualTo(77);
        assertThat(result.getFeatures()).isEqualTo(Features.OF_HOST);
        assertThat(wire.host.told).containsExactly("register secret net.pipe://127.0.0.1/qcatp-X", "ready");
        assertThat(wire.host.registration.name()).isEqualTo("stranger");
        assertThat(wire.host.registration.metadata()).isEqualTo(Map.of("key", 5L));
        assertThat(wire.host.registration.features()).isEmpty();
        assertThat(wire.host.registration.functions().get(0).name()).isEqualToIgnoringCase("add");
    }

    @Test
    void aMalformedSignatureIsRefusedAndNamed() {
        var data = new PluginData(List.of(new Function("add(a: integer", "", false)), "stranger", "1.0");
        var refused = catchThrowableOfType(
                QueryCatPluginException.class, () -> host.RegisterPlugin("secret", "net.pipe://127.0.0.1/x", data));

        assertThat(refused.getError_code()).isEqualTo("INVALID_SIGNATURE");
        assertThat(refused.getError_message()).contains("add(a: integer");
    }

    @Test
    void aPluginUsesTheHost() throws TException {
        wire.host.functions.put("ECHO", arguments -> arguments.get(0));
        long token = TestHost.TOKEN;
        host.Log(token, LogLevel.ERROR, "text {}", List.of("a"));
        host.SetConfigValue(token, "key", VariantValue.string_("value"));
        host.RegisterFunction(token, List.of(new Function("f(): void", "", false)));

        assertThat(wire.host.told).containsExactly("ERROR text {} [a]", "key=value", "function f(): void");
        assertThat(host.CallFunction(token, "ECHO", arguments(VariantValue.boolean_(true)), -1))
                .isEqualTo(VariantValue.boolean_(true));
        assertThat(host.GetConfigValue(token, "key")).isEqualTo(VariantValue.string_("value of key"));
        assertThat(host.RunQuery(token, "query", Map.of("p", VariantValue.integer(1))))
                .isEqualTo(VariantValue.string_("query{p=1}"));
        assertThat(host.GetFunctions(token)).isEmpty();
        assertThat(host.FindFunctionByName(token, "x", null)).isEmpty();
    }

    @Test
    void aWrongTokenIsTheDeclaredException() {
        var refused = catchThrowableOfType(QueryCatPluginException.class, () -> host.PluginReady(6));

        assertThat(refused.getType()).isEqualTo(ErrorType.INVALID_AUTH_TOKEN);
        assertThat(refused.getObject_handle()).isEqualTo(-1);
        assertThat(refused.getException_type()).isEqualTo("PluginException");
        assertThat(refused.getException_stack_trace()).contains("TestHost");
    }

    @Test
    void aHostCallsOurPlugin() throws TException {
        wire.plugin.with("join", arguments -> arguments.get(0) + "-" + arguments.get(1));
        wire.plugin.freshEndpoint = "tcp://127.0.0.1:1";

        assertThat(plugin.CallFunction(0, "JOIN", arguments(VariantValue.string_("ä"), VariantValue.isNull(true)), -1))
                .isEqualTo(VariantValue.string_("ä-null"));
        assertThat(plugin.Serve(77)).isEqualTo("tcp://127.0.0.1:1");
        plugin.Shutdown(77);
        assertThat(wire.plugin.shutdowns).hasValue(1);
        assertThat(wire.plugin.tokens).containsExactlyInAnyOrder(0L, 77L);
    }

    @Test
    void aMethodThatWeLackIsToldAndTheConnectionLivesOn() throws TException {
        // One of the host's.
        var misled = new PluginsManager.Client(protocol(toPlugin, "plugin"));
        var unknown = catchThrowableOfType(TApplicationException.class, () -> misled.PluginReady(0));

        assertThat(unknown.getType()).isEqualTo(TApplicationException.UNKNOWN_METHOD);
        plugin.Shutdown(0);
    }

    private static FunctionCallArguments arguments(VariantValue... positional) {
        return new FunctionCallArguments(Map.of(), List.of(positional));
    }

    private static TTransport connect(Endpoint endpoint) throws TTransportException {
        var transport = new TFramedTransport(new TSocket("127.0.0.1", ((SocketEndpoint) endpoint).port()));
        transport.open();
        return transport;
    }

    private static TProtocol protocol(TTransport transport, String service) {
        return new TMultiplexedProtocol(new TBinaryProtocol(transport, true, true), service);
    }
}
