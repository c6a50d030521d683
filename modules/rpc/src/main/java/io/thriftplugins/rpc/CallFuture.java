package io.thriftplugins.rpc;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call that runs on a thread of its own. Cancelling interrupts exactly that thread, and only while it runs this call.
 *
 * @param <T> the result
 */
final class CallFuture<T extends @Nullable Object> extends CompletableFuture<T> implements Runnable {

    private final Supplier<T> call;

    /** Guarded by this. */
    private @Nullable Thread runner;

    CallFuture(Supplier<T> call) {
        this.call = call;
    }

    @Override
    public void run() {
        synchronized (this) {
            if (isDone()) {
                return;
            }
            runner = Thread.currentThread();
        }
        try {
            complete(call.get());
        } catch (RuntimeException | Error e) {
            completeExceptionally(e);
        } finally {
            synchronized (this) {
                runner = null;
                // The thread goes on to other calls; an interrupt that came late was meant for this one.
                boolean ignored = Thread.interrupted();
            }
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        synchronized (this) {
            if (cancelled && runner != null) {
                runner.interrupt();
            }
        }
        return cancelled;
    }

    /** What depends on it is an ordinary future. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
