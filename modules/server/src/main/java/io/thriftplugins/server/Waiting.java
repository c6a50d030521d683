package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waiting for futures, with the framework's exceptions. */
final class Waiting {

    private Waiting() {}

    /**
     * Waits. Blocks.
     *
     * @param timeout how long
     * @param tooLate what to throw when that is over
     */
    static <T extends @Nullable Object> T forResult(
            CompletableFuture<T> future, Duration timeout, Supplier<PluginException> tooLate) {
        try {
            // In contrast to toNanos, this takes any duration.
            return future.get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw tooLate.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PluginException(ErrorCode.CANCELLED, "Interrupted while waiting for a plugin", e);
        } catch (ExecutionException e) {
            throw failure(e.getCause(), tooLate);
        }
    }

    /**
     * Waits for an end, however it comes. Blocks; an interrupt of the thread is put off, and ends the wait.
     *
     * @param left how long; nothing or less asks only whether it has come
     */
    static boolean forEnd(CompletableFuture<?> end, Duration left) {
        try {
            end.get(TimeUnit.NANOSECONDS.convert(left), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            // It has not come, or it has.
        }
        return end.isDone();
    }

    /** The framework's exception that a future completed with, with a stack trace of this thread. */
    static PluginException failure(@Nullable Throwable cause, Supplier<PluginException> tooLate) {
        if (cause instanceof CompletionException && cause.getCause() != null) {
            return failure(cause.getCause(), tooLate);
        } else if (cause instanceof PluginException e) {
            return new PluginException(e.code(), String.valueOf(e.getMessage()), e, e.remoteFailure());
        } else if (cause instanceof TimeoutException) {
            return tooLate.get();
        } else if (cause instanceof CancellationException) {
            return new PluginException(ErrorCode.CANCELLED, "Waiting for a plugin was cancelled", cause);
        }
        return new PluginException(ErrorCode.INTERNAL, "Waiting for a plugin failed: " + cause, cause);
    }
}
