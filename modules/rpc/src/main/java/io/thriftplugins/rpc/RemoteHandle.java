package io.thriftplugins.rpc;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.ObjectKind;
import io.thriftplugins.PluginException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/**
 * What every proxy of an object of the peer has: the handle, whether it is closed, and the cleaner that closes it when
 * it is forgotten. The proxy holds this, and nothing else may, or it would never be found forgotten.
 */
final class RemoteHandle {

    static final ObjectMethod CLOSE = ObjectMethod.of("Thread_CloseHandle");

    /**
     * With the JDK's own thread, which inherits nothing: this is made by whoever has the first proxy, perhaps a plugin
     * inside the host, whose classes another thread would keep for ever.
     */
    private static final Cleaner CLEANER = Cleaner.create();

    private final ObjectSpace space;
    private final ObjectKind kind;
    private final int handle;
    private final String name;
    private final boolean release;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Cleaner.@Nullable Cleanable cleanable;

    /**
     * A handle that is open.
     *
     * @param release whether closing it tells the owner
     */
    RemoteHandle(ObjectSpace space, ObjectKind kind, int handle, String name, boolean release) {
        this.space = space;
        this.kind = kind;
        this.handle = handle;
        this.name = name;
        this.release = release;
        this.cleanable = release ? CLEANER.register(this, new Forgotten(space, kind, handle, name, closed)) : null;
    }

    /** What the cleaner does; must not refer to the handle itself. */
    private record Forgotten(ObjectSpace space, ObjectKind kind, int handle, String name, AtomicBoolean closed)
            implements Runnable {
        @Override
        public void run() {
            if (closed.compareAndSet(false, true)) {
                space.dropped();
                space.forgotten(kind, handle, name);
            }
        }
    }

    ObjectSpace space() {
        return space;
    }

    ObjectKind kind() {
        return kind;
    }

    String name() {
        return name;
    }

    boolean isClosed() {
        return closed.get();
    }

    /** The number on the wire; fails if this handle is closed. */
    int number() {
        if (closed.get()) {
            throw new PluginException(
                    ErrorCode.OBJECT_RELEASED,
                    "The " + kind + " '" + name + "' of " + space.peer() + " was closed on this side");
        }
        return handle;
    }

    /** Calls a method of the object, with the default timeout; the arguments follow token and handle. */
    <T extends @Nullable Object> T call(ObjectMethod method, ArgumentWriter arguments, Result<T> result) {
        return call(method, arguments, result, null);
    }

    <T extends @Nullable Object> T call(
            ObjectMethod method, ArgumentWriter arguments, Result<T> result, @Nullable Duration timeout) {
        try {
            return space.call(method, withHandle(arguments), result, timeout);
        } finally {
            // A proxy that is in use is not forgotten, even if nothing refers to it any more.
            Reference.reachabilityFence(this);
        }
    }

    /** As {@link ObjectSpace#callSpare}; the arguments follow token and handle. */
    <T> @Nullable T callSpare(ObjectMethod method, ArgumentWriter arguments, Result<T> result) {
        return space.callSpare(method, withHandle(arguments), result);
    }

    /** As {@link ObjectSpace#callInto}; the arguments follow token and handle. */
    int callInto(ObjectMethod method, ArgumentWriter arguments, ByteBuffer target, boolean spare) {
        try {
            return space.callInto(method, withHandle(arguments), target, spare);
        } finally {
            // A proxy that is in use is not forgotten, even if nothing refers to it any more.
            Reference.reachabilityFence(this);
        }
    }

    private ArgumentWriter withHandle(ArgumentWriter arguments) {
        int number = number();
        return (out, values) -> {
            writeHandle(out, number);
            arguments.write(out, values);
        };
    }

    /** Writes a handle as field 2, where every method of an object has it. */
    static void writeHandle(FrameProtocol out, int handle) throws TException {
        out.field(TType.I32, 2);
        out.writeI32(handle);
    }

    /** Tells the owner that the object is not needed any more. Harmless when repeated. */
    void close() {
        if (Thread.currentThread().isInterrupted()) {
            // The call would be refused, and its owner would keep the object.
            discard();
            return;
        } else if (!forget()) {
            return;
        }
        try {
            space.release(handle);
        } catch (PluginException e) {
            // Only what the owner itself says of its closing is worth telling; the rest means that it is gone anyway.
            if (e.code() == ErrorCode.FUNCTION_FAILED) {
                throw e;
            }
        }
    }

    /** Closes it without waiting for the owner, nor for what that says. Harmless when repeated. */
    void discard() {
        if (forget()) {
            space.releaseLater(handle);
        }
    }

    /** Whether the owner is to be told: not a second time, nor if it waits for nothing. */
    private boolean forget() {
        if (!closed.compareAndSet(false, true) || !release) {
            return false;
        }
        space.dropped();
        if (cleanable != null) {
            cleanable.clean();
        }
        return true;
    }
}
