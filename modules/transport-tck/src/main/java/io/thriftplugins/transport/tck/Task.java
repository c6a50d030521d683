package io.thriftplugins.transport.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Something that goes on in a thread of its own. Closing interrupts the thread and waits for its end. */
final class Task<T> implements AutoCloseable {

    private static final long LIMIT_SECONDS = 60;
    private static final int SAMPLES = 5;

    private final FutureTask<T> future;
    private final Thread thread;

    Task(Callable<T> work) {
        future = new FutureTask<>(work);
        thread = new Thread(future, "tck-task");
        thread.setDaemon(true);
        thread.start();
    }

    T result() {
        try {
            return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("The task failed", e.getCause());
        } catch (TimeoutException e) {
            throw stillRunning();
        } catch (InterruptedException e) {
            throw new AssertionError("The test was interrupted", e);
        }
    }

    /** What ended the task; fails if it ends well. */
    Throwable failure() {
        return failureWithin(Duration.ofSeconds(LIMIT_SECONDS));
    }

    Throwable failureWithin(Duration limit) {
        try {
            return fail("Expected a failure, got %s", future.get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException e) {
            return e.getCause() == null ? e : e.getCause();
        } catch (TimeoutException e) {
            throw stillRunning();
        } catch (InterruptedException e) {
            throw new AssertionError("The test was interrupted", e);
        }
    }

    void interrupt() {
        thread.interrupt();
    }

    /**
     * Waits until the thread waits for something: its stack stands still in a native method. The system calls a thread
     * that is blocked in a read runnable, so that its state would not tell.
     */
    Task<T> awaitBlocked() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        StackTraceElement[] before = {};
        int same = 0;
        while (same < SAMPLES) {
            assertThat(future.isDone())
                    .as("The task has ended instead of blocking")
                    .isFalse();
            assertThat(System.nanoTime()).as("The task does not block").isLessThan(end);
            StackTraceElement[] now = thread.getStackTrace();
            boolean still = now.length > 0 && now[0].isNativeMethod() && Arrays.equals(now, before);
            same = still ? same + 1 : 0;
            before = now;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        return this;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError("The test was interrupted", e);
        }
        assertThat(thread.isAlive()).as("A thread of the test is still alive").isFalse();
    }

    private AssertionError stillRunning() {
        AssertionError error = new AssertionError("The task has not ended; it is at the place shown");
        error.setStackTrace(thread.getStackTrace());
        return error;
    }
}
