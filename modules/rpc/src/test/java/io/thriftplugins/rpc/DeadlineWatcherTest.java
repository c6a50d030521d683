package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deadlines fire once, in time, and not when they were called off. */
final class DeadlineWatcherTest {

    private final DeadlineWatcher watcher = new DeadlineWatcher("test-deadlines");

    @AfterEach
    void stop() {
        watcher.close();
    }

    @Test
    void aDeadlineFiresOnceAndSaysSo() {
        var fired = new AtomicInteger();
        Deadline deadline = watcher.deadline(fired::incrementAndGet);
        deadline.arm(Clock.after(Duration.ofMillis(5)));

        await().until(() -> fired.get() == 1);
        assertThat(deadline.disarm()).as("called off in time").isFalse();
        assertThat(deadline.disarm()).as("nothing left to call off").isTrue();
    }

    @Test
    void aTimeThatIsOverFiresAtOnce() throws InterruptedException {
        var fired = new CountDownLatch(1);
        watcher.deadline(fired::countDown).arm(0);

        assertThat(fired.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anEarlierDeadlineDoesNotWaitForALaterOne() throws InterruptedException {
        var late = new AtomicInteger();
        var early = new CountDownLatch(1);
        watcher.deadline(late::incrementAndGet).arm(Clock.after(Duration.ofHours(1)));
        watcher.deadline(early::countDown).arm(Clock.after(Duration.ofMillis(5)));

        assertThat(early.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(late).hasValue(0);
    }

    @Test
    void aLaterDeadlineIsStillKnownAfterAnEarlierOneWasCalledOff() throws InterruptedException {
        var late = new CountDownLatch(1);
        Deadline early = watcher.deadline(() -> {});
        watcher.deadline(late::countDown).arm(Clock.after(Duration.ofMillis(60)));
        early.arm(Clock.after(Duration.ofMillis(5)));
        early.disarm();

        assertThat(late.await(30, TimeUnit.SECONDS)).isTrue();
    }

    /** Between reading an expired time and acting on it, the call may end and the next one begin. */
    @Test
    void theTimeOfAnEarlierCallDoesNotFireDuringTheNextOne() {
        var fired = new AtomicInteger();
        var deadline = new Deadline(watcher, fired::incrementAndGet);
        long first = Clock.after(Duration.ofHours(1));
        deadline.arm(first);
        assertThat(deadline.disarm()).isTrue();
        deadline.fire(first);
        deadline.arm(Clock.after(Duration.ofHours(2)));
        deadline.fire(first);

        assertThat(fired).hasValue(0);
        assertThat(deadline.disarm()).isTrue();
    }

    @Test
    void anActionThatFailsHindersNoOther() throws InterruptedException {
        watcher.deadline(() -> {
                    throw new AssertionError("on purpose");
                })
                .arm(0);
        var fired = new CountDownLatch(1);
        watcher.deadline(fired::countDown).arm(Clock.after(Duration.ofMillis(20)));

        assertThat(fired.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aClosedDeadlineIsForgotten() {
        Deadline deadline = watcher.deadline(() -> {});
        assertThat(watcher.size()).isOne();
        deadline.close();
        deadline.arm(0);

        assertThat(watcher.size()).isZero();
    }

    /** If a wake-up could get lost, one of these would never fire. */
    @Test
    void noDeadlineIsMissedWhileManyAreSetAndCalledOff() {
        var fired = new AtomicInteger();
        int rounds = 2_000;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(new Thread(() -> {
                for (int round = 0; round < rounds; round++) {
                    Deadline calledOff = watcher.deadline(() -> {});
                    calledOff.arm(Clock.after(ThreadLocalRandom.current().nextLong(1_000_000)));
                    calledOff.close();
                    watcher.deadline(fired::incrementAndGet)
                            .arm(Clock.after(ThreadLocalRandom.current().nextLong(2_000_000)));
                }
            }));
        }
        threads.forEach(Thread::start);

        await().atMost(Duration.ofSeconds(30)).until(() -> fired.get() == 4 * rounds);
    }
}
