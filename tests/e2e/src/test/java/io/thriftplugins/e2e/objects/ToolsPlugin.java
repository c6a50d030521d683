package io.thriftplugins.e2e.objects;

import io.thriftplugins.CallRequest;
import io.thriftplugins.FunctionCall;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import io.thriftplugins.PluginException;
import io.thriftplugins.RemoteFailure;
import io.thriftplugins.RemoteObject;
import io.thriftplugins.client.ClientArguments;
import io.thriftplugins.client.ThriftPluginsClient;
import io.thriftplugins.e2e.calls.EdgeValues;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A plugin that returns its {@link Tools} and uses those of its host; as a program, over a single connection. */
public final class ToolsPlugin implements Plugin {

    private final Tools tools = new Tools();

    /** For the loader. */
    public ToolsPlugin() {}

    public static void main(String[] args) {
        int code;
        try (ThriftPluginsClient client = ThriftPluginsClient.builder()
                .plugin(new ToolsPlugin())
                .arguments(ClientArguments.parse(args))
                .maxConnections(1)
                .build()) {
            code = client.run();
        }
        System.exit(code);
    }

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("tools")
                .version("1")
                .function("tools(): object", call -> tools.object())
                .function("echo_all(tools: object): integer", ToolsPlugin::echoAll)
                .function("failure(tools: object): array", ToolsPlugin::failure)
                .function("give_up(tools: object)", ToolsPlugin::giveUp);
    }

    /** One by one; the host's object sends each back. */
    private static Object echoAll(FunctionCall call) {
        try (RemoteObject host = call.get("tools", RemoteObject.class)) {
            List<EdgeValues.Edge> edges = EdgeValues.all();
            for (EdgeValues.Edge edge : edges) {
                Object result = host.call(CallRequest.of("echo", edge.sent()));
                if (!Objects.equals(result, edge.arriving())) {
                    throw new IllegalStateException(edge + " came back as " + result);
                }
            }
            return edges.size();
        }
    }

    private static Object failure(FunctionCall call) {
        try (RemoteObject host = call.get("tools", RemoteObject.class)) {
            host.call("fail");
            throw new IllegalStateException("It did not fail");
        } catch (PluginException e) {
            RemoteFailure remote = Objects.requireNonNull(e.remoteFailure());
            return List.of(
                    e.code(),
                    String.valueOf(remote.message()),
                    String.valueOf(remote.stackTrace()),
                    String.valueOf(Objects.requireNonNull(remote.cause()).message()));
        }
    }

    private static @Nullable Object giveUp(FunctionCall call) {
        try (RemoteObject host = call.get("tools", RemoteObject.class)) {
            return host.call(CallRequest.of("wait", "plugin").withTimeout(Duration.ofMillis(200)));
        }
    }
}
