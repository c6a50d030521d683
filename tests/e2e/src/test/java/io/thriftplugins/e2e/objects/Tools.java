package io.thriftplugins.e2e.objects;

import io.thriftplugins.FunctionCall;
import io.thriftplugins.RemoteObject;
import io.thriftplugins.ServedObject;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** An object that host and plugin have one of each, to call the other's in every way that functions can be called. */
public final class Tools {

    private final Map<String, String> notes = new ConcurrentHashMap<>();
    private final ServedObject object = ServedObject.builder("tools")
            .function("echo(value: any): any", call -> call.get(0))
            .function("fail()", call -> {
                throw new IllegalStateException("outer", new IOException("inner"));
            })
            .function("wait(name: string)", this::awaitInterrupt)
            .function("note(name: string): string", call -> notes.get(call.getString("name")))
            .function("nest(other: object, depth: integer): integer", this::nest)
            .build();

    ServedObject object() {
        return object;
    }

    @Nullable
    String note(String name) {
        return notes.get(name);
    }

    private @Nullable Object awaitInterrupt(FunctionCall call) throws InterruptedException {
        notes.put(call.getString("name"), "waiting");
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            notes.put(call.getString("name"), "interrupted");
            throw e;
        }
        return null;
    }

    /** Calls the same function of the other side's object, with this one. */
    private Object nest(FunctionCall call) {
        long depth = call.getLong("depth");
        try (RemoteObject other = call.get("other", RemoteObject.class)) {
            return depth == 0 ? 0L : 1 + (Long) Objects.requireNonNull(other.call("nest", object, depth - 1));
        }
    }
}
