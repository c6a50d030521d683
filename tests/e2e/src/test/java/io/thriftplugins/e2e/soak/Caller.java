package io.thriftplugins.e2e.soak;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.RemoteFailure;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Makes one call after another until the plugin is over, and accounts for each. */
final class Caller implements Runnable {

    /** After the plugin's end a few calls more are to see that they fail at once, in the same way. */
    private static final int CALLS_AFTER_END = 3;

    /** How a plugin answers that is stopping. */
    private static final String REFUSAL = "The plugin is not ready, or stopping; not called: ";

    private final Life life;
    private final String name;
    private final List<Operation> operations;
    private final SplittableRandom random;
    private final Ledger ledger;

    Caller(Life life, String name, SplittableRandom random, Ledger ledger) {
        this.life = life;
        this.name = name;
        this.operations = Operations.of(life.kind());
        this.random = random;
        this.ledger = ledger;
    }

    @Override
    public void run() {
        int failed = 0;
        while (!life.isOver() && failed < CALLS_AFTER_END) {
            if (one(operations.get(random.nextInt(operations.size())))) {
                failed = 0;
            } else {
                failed++;
            }
            if (random.nextInt(4) == 0) {
                LockSupport.parkNanos(random.nextInt(8_000_000));
            }
        }
    }

    /** Whether it went as if nothing had been done to the plugin. */
    private boolean one(Operation operation) {
        long id = Life.newId();
        life.journal().expect(id, Journal.Times.AT_MOST_ONCE);
        long begun = System.nanoTime();
        Throwable failure;
        try {
            Result result = operation.body().run(new OneCall(id, life, random));
            life.journal().expect(id, result.times());
            ledger.count("call " + operation.name(), result.name());
            return true;
        } catch (Exception | AssertionError e) {
            failure = e;
        }
        Thread.interrupted();
        PluginException error = pluginException(failure);
        if (error != null && isRefusal(error)) {
            // The plugin says so, and has to keep its word.
            life.journal().expect(id, Journal.Times.NEVER);
        }
        ledger.count("call " + operation.name(), outcome(error));
        if (error == null || !life.explains(error, begun)) {
            long millis = (System.nanoTime() - begun) / 1_000_000;
            ledger.fault(
                    operation.name() + " " + id + " of " + name + " failed after " + millis + " ms, " + life.history(),
                    failure);
        }
        return false;
    }

    private static String outcome(@Nullable PluginException error) {
        if (error == null) {
            return "FAULT";
        }
        return error.code() + (isHandedOn(error) ? ", HANDED ON" : "");
    }

    /** Whether the plugin says that it never executed this call, and not what another one was told that it led to. */
    private static boolean isRefusal(PluginException error) {
        return told(error).startsWith(REFUSAL);
    }

    /** Whether the function was executed, and failed with what a call was told that it led to. */
    private static boolean isHandedOn(PluginException error) {
        return told(error).contains(REFUSAL) && !isRefusal(error);
    }

    /** What the plugin says; empty if the error is the host's own. */
    private static String told(PluginException error) {
        RemoteFailure remote = error.remoteFailure();
        return error.code() == ErrorCode.CLOSED && remote != null ? remote.message() : "";
    }

    /** Streams put it into an IOException. */
    private static @Nullable PluginException pluginException(Throwable failure) {
        if (failure instanceof PluginException error) {
            return error;
        }
        return failure instanceof IOException && failure.getCause() instanceof PluginException error ? error : null;
    }
}
