package io.thriftplugins.e2e.calls;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionCall;
import io.thriftplugins.Host;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import io.thriftplugins.PluginException;
import io.thriftplugins.RemoteFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A plugin for all tests of calls. */
public final class CallsPlugin implements Plugin {

    private final Map<String, String> notes = new ConcurrentHashMap<>();
    private @Nullable Host host;

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("calls")
                .version("1")
                .function("add(a: integer, b: integer = 10): integer", call -> call.getLong("a") + call.getLong("b"))
                .function("join(separator: string, ...parts: string): string", CallsPlugin::join)
                .function("echo(value: any): any", call -> call.get(0))
                .function(
                        "size(text: string): integer",
                        call -> call.getString("text").length())
                .function("big(size: integer): string", call -> "x".repeat((int) call.getLong("size")))
                .function("class_of(value: any): string", call -> classOf(call.get(0)))
                .function("edge_values(): array", call -> sent())
                .function("edge_values_to_host()", this::sendToHost)
                .function("nest(depth: integer): integer", this::nest)
                .function("fail(kind: string)", CallsPlugin::fail)
                .function("host_failure(function: string): map", this::hostFailure)
                .function("apply(function: string, ...values: any): any", this::apply)
                .function(
                        "big_to_host(size: integer): any", call -> call("size", "x".repeat((int) call.getLong("size"))))
                .function("wait(name: string)", this::waitForInterrupt)
                .function("wait_in_host(name: string)", this::waitInHost)
                .function("note(name: string): string", call -> notes.get(call.getString("name")));
    }

    @Override
    public void start(Host theHost) {
        host = theHost;
    }

    private @Nullable Object call(String function, @Nullable Object... arguments) {
        return Objects.requireNonNull(host).call(function, arguments);
    }

    private static Object join(FunctionCall call) {
        List<String> parts = new ArrayList<>();
        ((List<?>) Objects.requireNonNull(call.get("parts"))).forEach(part -> parts.add(String.valueOf(part)));
        return String.join(call.getString("separator"), parts);
    }

    static String classOf(@Nullable Object value) {
        if (value instanceof List) {
            return "List";
        }
        return value instanceof Map
                ? "Map"
                : value == null ? "null" : value.getClass().getSimpleName();
    }

    private static List<@Nullable Object> sent() {
        List<@Nullable Object> sent = new ArrayList<>();
        EdgeValues.all().forEach(edge -> sent.add(edge.sent()));
        return sent;
    }

    /** One by one, as arguments; the host sends each back as the result. */
    private @Nullable Object sendToHost(FunctionCall call) {
        List<EdgeValues.Edge> edges = EdgeValues.all();
        for (int i = 0; i < edges.size(); i++) {
            Object result = call("collect", i, edges.get(i).sent());
            if (!Objects.equals(result, edges.get(i).arriving())) {
                throw new IllegalStateException("Value " + i + " came back as " + result);
            }
        }
        return null;
    }

    private Object nest(FunctionCall call) {
        long depth = call.getLong("depth");
        return depth == 0 ? 0 : 1 + (Long) Objects.requireNonNull(call("nest", depth - 1));
    }

    private static @Nullable Object fail(FunctionCall call) throws Exception {
        switch (call.getString("kind")) {
            case "nested" ->
                throw new IllegalStateException(
                        "outer", new IOException("middle", new IllegalArgumentException("root")));
            case "no message" -> throw new Exception();
            case "code" -> throw new PluginException(ErrorCode.ACCESS_DENIED, "not you");
            case "stack overflow" -> endless(0);
            case "endless causes" -> throw circle();
            default -> throw new AssertionError(call.getString("kind"));
        }
        return null;
    }

    @SuppressWarnings("InfiniteRecursion") // that is the point
    private static int endless(int depth) {
        return endless(depth + 1) + 1;
    }

    private static Exception circle() {
        Exception one = new Exception("one");
        Exception two = new Exception("two", one);
        one.initCause(two);
        return one;
    }

    private @Nullable Object hostFailure(FunctionCall call) {
        try {
            return call(call.getString("function"));
        } catch (PluginException e) {
            RemoteFailure remote = Objects.requireNonNull(e.remoteFailure());
            RemoteFailure cause = Objects.requireNonNull(remote.cause());
            return Map.of(
                    "code", e.code(),
                    "message", String.valueOf(e.getMessage()),
                    "type", String.valueOf(remote.type()),
                    "stack", String.valueOf(remote.stackTrace()),
                    "cause", cause.type() + ": " + cause.message());
        }
    }

    private @Nullable Object apply(FunctionCall call) {
        List<?> values = (List<?>) Objects.requireNonNull(call.get("values"));
        return call(call.getString("function"), values.toArray());
    }

    private @Nullable Object waitForInterrupt(FunctionCall call) throws InterruptedException {
        notes.put(call.getString("name"), "waiting");
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            notes.put(call.getString("name"), "interrupted");
            throw e;
        }
        return null;
    }

    private @Nullable Object waitInHost(FunctionCall call) {
        String name = call.getString("name");
        notes.put(name, "waiting");
        try {
            return call("wait", name);
        } catch (PluginException e) {
            notes.put(name, e.code().name());
            throw e;
        }
    }
}
