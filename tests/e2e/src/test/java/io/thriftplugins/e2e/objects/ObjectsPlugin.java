package io.thriftplugins.e2e.objects;

import io.thriftplugins.FunctionCall;
import io.thriftplugins.Host;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import io.thriftplugins.RemoteObject;
import io.thriftplugins.ServedObject;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A plugin that gives objects to its host and uses those of its host. */
public final class ObjectsPlugin implements Plugin {

    private final AtomicInteger closed = new AtomicInteger();
    private volatile @Nullable Host host;
    private volatile @Nullable Object kept;

    /** For the loader. */
    public ObjectsPlugin() {}

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("objects")
                .version("1")
                .function("counter(): object", call -> counter())
                .function("counters(): array", call -> List.of(counter(), counter()))
                .function(
                        "failing(): object",
                        call -> ServedObject.builder("failing")
                                .onClose(() -> {
                                    throw new IllegalStateException("can't be closed");
                                })
                                .build())
                .function("too_large(): array", call -> List.of(counter(), "x".repeat(20_000_000)))
                .function("closed(): integer", call -> closed.get())
                .function("each(callback: object, times: integer): array", ObjectsPlugin::each)
                .function("keep(value: any)", call -> kept = call.get(0))
                .function(
                        "use_kept(): any", call -> ((RemoteObject) java.util.Objects.requireNonNull(kept)).call("ping"))
                .function("take(function: string)", call -> {
                    kept = java.util.Objects.requireNonNull(host).call(call.getString("function"));
                    return null;
                })
                .function("hang(value: object)", call -> {
                    new CountDownLatch(1).await();
                    return null;
                })
                .function("bytes(value: any): any", call -> call.get(0))
                .function("halt()", call -> {
                    Runtime.getRuntime().halt(9);
                    return null;
                });
    }

    @Override
    public void start(Host startedBy) {
        host = startedBy;
    }

    private ServedObject counter() {
        AtomicLong count = new AtomicLong();
        return ServedObject.builder("counter")
                .function("add(number: integer): integer", call -> count.addAndGet(call.getLong("number")))
                .function("who(): string", FunctionCall::caller)
                .function("fail()", call -> {
                    throw new IllegalArgumentException("no");
                })
                .onClose(closed::incrementAndGet)
                .build();
    }

    private static List<@Nullable Object> each(FunctionCall call) {
        try (RemoteObject callback = call.get("callback", RemoteObject.class)) {
            List<@Nullable Object> results = new java.util.ArrayList<>();
            for (long i = 0; i < call.getLong("times"); i++) {
                results.add(callback.call("apply", i));
            }
            return results;
        }
    }
}
