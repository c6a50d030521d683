package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limits;
import io.thriftplugins.PluginException;
import io.thriftplugins.spi.Transports;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Cancelling interrupts the call's thread, and nothing that this thread does afterwards. */
final class CallFutureTest {

    @Test
    void cancellingInterruptsTheCallAndNothingElse() throws InterruptedException {
        var entered = new CountDownLatch(1);
        var interrupted = new AtomicBoolean();
        var leftBehind = new AtomicBoolean();
        var future = new CallFuture<>(() -> {
            entered.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            interrupted.set(Thread.currentThread().isInterrupted());
            return "too late";
        });
        var thread = new Thread(() -> {
            future.run();
            leftBehind.set(Thread.currentThread().isInterrupted());
        });
        thread.start();
        assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();

        assertThat(future.cancel(true)).isTrue();
        thread.join();
        assertThat(interrupted).isTrue();
        assertThat(leftBehind).isFalse();
        assertThat(future).isCancelled();
    }

    @Test
    void aCallThatWasCancelledBeforeItBeganIsNotMade() {
        var made = new AtomicBoolean();
        var future = new CallFuture<>(() -> made.getAndSet(true));
        future.cancel(true);
        future.run();

        assertThat(made).isFalse();
    }

    @Test
    void failuresArriveAndAStoppedSideMakesNoCall() {
        var rpc = new Rpc("test", Transports.find(), Limits.DEFAULT, Wire.LONG);
        var failure = new PluginException(ErrorCode.INTERNAL, "text");
        assertThatThrownBy(() -> rpc.async(() -> {
                            throw failure;
                        })
                        .join())
                .isInstanceOf(CompletionException.class)
                .hasCause(failure);
        rpc.close();

        assertThatThrownBy(() -> rpc.async(() -> null).join())
                .cause()
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CLOSED));
    }
}
