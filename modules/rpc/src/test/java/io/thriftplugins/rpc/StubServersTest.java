package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionInfo;
import io.thriftplugins.Limits;
import io.thriftplugins.LogLevel;
import io.thriftplugins.PluginException;
import io.thriftplugins.SocketEndpoint;
import io.thriftplugins.spi.Transports;
import io.thriftplugins.thrift.ErrorType;
import io.thriftplugins.thrift.Function;
import io.thriftplugins.thrift.FunctionCallArguments;
import io.thriftplugins.thrift.Plugin;
import io.thriftplugins.thrift.PluginData;
import io.thriftplugins.thrift.PluginsManager;
import io.thriftplugins.thrift.QueryCatPluginException;
import io.thriftplugins.thrift.RegistrationResult;
import io.thriftplugins.thrift.VariantValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** We call strangers that are made of Thrift's stubs: a host, and a plugin. */
final class StubServersTest {

    private final Rpc rpc = new Rpc("test", Transports.find(), Limits.DEFAULT, Wire.LONG);
    private final StubServer hostServer =
            new StubServer("plugins-manager", PluginsManager.Iface.class, PluginsManager.Processor::new);
    private final StubServer pluginServer = new StubServer("plugin", Plugin.Iface.class, Plugin.Processor::new);
    private final RemoteHost host = new RemoteHost(rpc, hostServer.endpoint(), 1, new ServedCalls());
    private final RemotePlugin plugin = new RemotePlugin(
            rpc,
            "p",
            pluginServer.endpoint(),
            further -> further,
            "",
            Set.of(),
            77,
            2,
            new ServedCalls(),
            LostConnection.UNEXPLAINED);
    private final List<Object> seen = new ArrayList<>();

    StubServersTest() throws IOException {}

    @AfterEach
    void close() {
        host.close();
        plugin.close(new PluginException(ErrorCode.CLOSED, "the test is over"));
        hostServer.close();
        pluginServer.close();
        rpc.close();
    }

    /** A host that knows only the contract returns neither a callback token nor features. */
    @Test
    void ourPluginRegistersAndUsesTheHost() {
        hostServer.methods.put("RegisterPlugin", arguments -> {
            seen.addAll(Arrays.asList(arguments));
            return new RegistrationResult(5, "0.17");
        });
        remember("PluginReady", "SetConfigValue", "Log", "RegisterFunction");
        hostServer.methods.put("GetConfigValue", arguments -> VariantValue.json("[]"));
        hostServer.methods.put("RunQuery", arguments -> VariantValue.integer(((Map<?, ?>) arguments[2]).size()));
        hostServer.methods.put(
                "GetFunctions", arguments -> List.of(new Function("f(a?: string): integer", "does", false)));
        hostServer.methods.put("FindFunctionByName", arguments -> List.of());
        var data = new PluginRegistration(
                "p", "1", List.of(FunctionInfo.of("g(): void", "text")), Map.of(), Features.OF_PLUGIN);

        RegistrationReply reply = host.register("secret", new SocketEndpoint("127.0.0.1", 99), data, Wire.LONG);
        assertThat(reply).isEqualTo(new RegistrationReply(5, "0.17", LogLevel.TRACE, OptionalLong.empty(), Set.of()));
        assertThat(seen.subList(0, 2)).containsExactly("secret", "tcp://127.0.0.1:99");
        PluginData received = (PluginData) seen.get(2);
        assertThat(received.getFeatures()).isEqualTo(Features.OF_PLUGIN);
        assertThat(received.getFunctions().get(0).getDescription()).isEqualTo("text");
        seen.clear();

        host.ready();
        host.setConfig("key", null);
        host.log(LogLevel.CRITICAL, "bad");
        assertThat(seen)
                .containsExactly(
                        5L,
                        5L,
                        "key",
                        VariantValue.isNull(true),
                        5L,
                        io.thriftplugins.thrift.LogLevel.CRITICAL,
                        "bad",
                        null);
        assertThat(host.config("key")).hasToString("[]");
        assertThat(host.query("q", Map.of("a", 1, "b", 2))).isEqualTo(2L);
        assertThat(host.functions(null)).extracting(FunctionInfo::description).containsExactly("does");
        assertThat(host.functions("x")).isEmpty();
        host.addFunction(FunctionInfo.of("h(): void", ""));
        assertThat(hostServer.accepted).hasValue(1);
    }

    @Test
    void nothingIsCalledBeforeTheRegistration() {
        assertThat(catchThrowableOfType(PluginException.class, host::ready).code())
                .isEqualTo(ErrorCode.CLOSED);
        assertThat(hostServer.accepted).hasValue(0);
    }

    /** A plugin that announced nothing gets the contract's token 0, handle -1, and the name in upper case. */
    @Test
    void ourHostCallsAPlugin() {
        pluginServer.methods.put("CallFunction", arguments -> {
            seen.addAll(Arrays.asList(arguments));
            return VariantValue.array(List.of(VariantValue.isNull(true)));
        });

        assertThat(plugin.call(CallRequest.of("join", "a", 1L).withNamed("b", 2.5)))
                .isEqualTo(Arrays.asList((Object) null));
        assertThat(seen)
                .containsExactly(
                        0L,
                        "JOIN",
                        new FunctionCallArguments(
                                Map.of("b", VariantValue.float_(2.5)),
                                List.of(VariantValue.string_("a"), VariantValue.integer(1))),
                        -1);
    }

    @Test
    void theirExceptionIsOurs() {
        pluginServer.methods.put("CallFunction", arguments -> {
            var inner = new QueryCatPluginException(ErrorType.INTERNAL, "inner");
            var outer = new QueryCatPluginException(ErrorType.INVALID_FUNCTION, "outer");
            outer.setException_type("CannotFindFunctionException");
            outer.setException_nested(inner);
            throw outer;
        });
        var failure = catchThrowableOfType(PluginException.class, () -> plugin.call(CallRequest.of("f")));

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_FUNCTION);
        assertThat(failure).hasMessage("f in plugin 'p': CannotFindFunctionException: outer");
        assertThat(failure.remoteFailure().cause().message()).isEqualTo("inner");
    }

    @Test
    void theirMissingResultIsNull() {
        pluginServer.methods.put("CallFunction", arguments -> null);

        assertThat(plugin.call(CallRequest.of("f"))).isNull();
    }

    @Test
    void shutdownCarriesNoTokenThatWasNotAskedFor() {
        remember("Shutdown");
        plugin.shutdown(Wire.LONG);

        assertThat(seen).containsExactly(0L);
    }

    private void remember(String... methods) {
        for (String method : methods) {
            hostServer.methods.put(method, this::add);
            pluginServer.methods.put(method, this::add);
        }
    }

    private Object add(Object... arguments) {
        seen.addAll(Arrays.asList(arguments));
        return null;
    }
}
