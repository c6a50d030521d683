package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Turns in using something")
final class TurnsTest {

    private static final int SECONDS = 30;

    private final AtomicInteger ends = new AtomicInteger();
    private final Turns turns = new Turns(ends::incrementAndGet);

    private static <T> FutureTask<T> start(Callable<T> task) {
        FutureTask<T> future = new FutureTask<>(task);
        new Thread(future).start();
        return future;
    }

    @Test
    @DisplayName("are ended at once by who wants that, if nobody is busy")
    void free() throws Exception {
        turns.end();
        assertThat(ends).hasValue(1);
        assertThat(turns.<Integer>take(() -> 7)).isEqualTo(7);
        assertThat(ends).hasValue(1);
    }

    @Test
    @DisplayName("are ended by who is busy, who is interrupted for that; the next thing it does is not")
    void busy() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        FutureTask<Boolean> user = start(() -> {
            assertThatThrownBy(() -> turns.take(() -> {
                        busy.countDown();
                        new CountDownLatch(1).await();
                        return 1;
                    }))
                    .isInstanceOf(InterruptedException.class);
            return Thread.currentThread().isInterrupted();
        });
        assertThat(busy.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        turns.end();
        assertThat(user.get(SECONDS, TimeUnit.SECONDS)).isFalse();
        assertThat(ends).hasValue(1);
    }

    @Test
    @DisplayName("are no one's who ignores the interrupt: it doesn't stay behind")
    void ignored() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        FutureTask<Boolean> user = start(() -> {
            turns.take(() -> {
                busy.countDown();
                while (release.getCount() > 0) {
                    Thread.onSpinWait();
                }
                return 1;
            });
            return Thread.currentThread().isInterrupted();
        });
        assertThat(busy.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        turns.end();
        assertThat(ends).hasValue(0);
        release.countDown();
        assertThat(user.get(SECONDS, TimeUnit.SECONDS)).isFalse();
        assertThat(ends).hasValue(1);
    }

    @Test
    @DisplayName("may be ended by who has one, without being interrupted")
    void byItself() throws Exception {
        boolean interrupted = turns.take(() -> {
            turns.end();
            return Thread.currentThread().isInterrupted();
        });
        assertThat(interrupted).isFalse();
        assertThat(ends).hasValue(1);
    }

    @Test
    @DisplayName("are taken one after the other")
    void oneAfterTheOther() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        FutureTask<Integer> first = start(() -> turns.take(() -> {
            busy.countDown();
            release.await();
            return 1;
        }));
        assertThat(busy.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        FutureTask<Boolean> second = new FutureTask<>(() -> turns.take(first::isDone));
        Thread waiter = new Thread(second);
        waiter.start();
        await().until(() -> waiter.getState() == Thread.State.WAITING);
        release.countDown();
        assertThat(first.get(SECONDS, TimeUnit.SECONDS)).isEqualTo(1);
        second.get(SECONDS, TimeUnit.SECONDS);
        waiter.join();
    }
}
