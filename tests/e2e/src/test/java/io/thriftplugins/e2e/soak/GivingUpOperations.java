package io.thriftplugins.e2e.soak;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Calls whose caller doesn't wait for the end. The plugin's thread has to be interrupted then. */
final class GivingUpOperations {

    /** How long the plugin's thread may take to notice; what it takes on a busy machine. */
    private static final Duration NOTICE = Duration.ofSeconds(20);

    private GivingUpOperations() {}

    static Result deadline(OneCall call) {
        Duration limit = call.millis(5, 150);
        long begun = System.nanoTime();
        try {
            call.plugin().call(call.request("linger").withTimeout(limit));
        } catch (PluginException e) {
            return givenUp(call, e, ErrorCode.DEADLINE_EXCEEDED, begun + limit.toNanos());
        }
        throw new Mismatch("call " + call.id() + " ended by itself");
    }

    /** A call that is over in a moment, with hardly more time than that: it may go either way. */
    static Result closeDeadline(OneCall call) {
        Duration limit = call.millis(1, 4);
        long due = System.nanoTime() + limit.toNanos();
        try {
            Object answer = call.plugin().call(call.request("mirror", "x").withTimeout(limit));
            call.check(Objects.equals(answer, java.util.List.of(call.id(), "x")), "got " + answer);
            return Result.ANSWERED;
        } catch (PluginException e) {
            return e.code() == ErrorCode.DEADLINE_EXCEEDED ? Result.GIVEN_UP : givenUpMeanwhile(call, e, due);
        }
    }

    static Result cancel(OneCall call) throws Exception {
        CompletableFuture<@Nullable Object> future = call.plugin().callAsync(call.request("linger"));
        LockSupport.parkNanos(call.millis(0, 100).toNanos());
        future.cancel(true);
        try {
            future.get(1, TimeUnit.SECONDS);
        } catch (CancellationException e) {
            awaitNotice(call);
            return Result.GIVEN_UP;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PluginException error ? error : e;
        } catch (TimeoutException e) {
            throw new Mismatch("call " + call.id() + " was cancelled, and is not done");
        }
        throw new Mismatch("call " + call.id() + " ended by itself");
    }

    static Result interrupt(OneCall call) throws Exception {
        CompletableFuture<@Nullable PluginException> outcome = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        call.call("linger");
                        outcome.complete(null);
                    } catch (PluginException e) {
                        outcome.complete(e);
                    } catch (RuntimeException e) {
                        outcome.completeExceptionally(e);
                    }
                },
                "soak-interrupted");
        thread.start();
        LockSupport.parkNanos(call.millis(0, 100).toNanos());
        long interrupted = System.nanoTime();
        thread.interrupt();
        PluginException error = outcome.get(1, TimeUnit.MINUTES);
        thread.join();
        if (error == null) {
            throw new Mismatch("call " + call.id() + " ended by itself");
        }
        return givenUp(call, error, ErrorCode.CANCELLED, interrupted);
    }

    private static Result givenUp(OneCall call, PluginException error, ErrorCode code, long due) {
        if (error.code() != code) {
            return givenUpMeanwhile(call, error, due);
        }
        long late = System.nanoTime() - due;
        call.check(late < NOTICE.toNanos(), "gave up " + late / 1_000_000 + " ms late");
        awaitNotice(call);
        return Result.GIVEN_UP;
    }

    /** The plugin ended first, and the caller's patience was over before it was known how. */
    private static Result givenUpMeanwhile(OneCall call, PluginException error, long due) {
        boolean lost = error.code() == ErrorCode.CONNECTION_LOST || error.code() == ErrorCode.ENDPOINT_UNAVAILABLE;
        if (lost && System.nanoTime() - due >= 0 && call.life().isAfflicted()) {
            return Result.GIVEN_UP;
        }
        throw error;
    }

    /** A thread of the plugin that lingers on would be one that is never given back. */
    private static void awaitNotice(OneCall call) {
        // Peers of the contract notice nothing.
        if (!call.life().kind().isJava() || call.number(2) == 0) {
            return;
        }
        long begun = System.nanoTime();
        CallRequest question = call.request("lingering");
        try {
            while (Boolean.TRUE.equals(call.plugin().call(question))) {
                call.check(System.nanoTime() - begun < NOTICE.toNanos(), "was given up, but is executed still");
                LockSupport.parkNanos(1_000_000);
            }
        } catch (PluginException e) {
            if (!call.life().explains(e, begun)) {
                throw e;
            }
        }
    }
}
