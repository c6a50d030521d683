package io.thriftplugins.client.slf4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.LogLevel;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogSenderTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final List<String> console = new CopyOnWriteArrayList<>();
    private final List<String> host = new CopyOnWriteArrayList<>();
    private final Semaphore permits = new Semaphore(0);
    private LogSender sender = start(LONG);

    @AfterEach
    void letGo() {
        permits.release(100_000);
        sender.close(LONG);
    }

    @Test
    void lets_the_author_of_a_flood_wait() throws Exception {
        fill();
        CountDownLatch through = new CountDownLatch(1);
        Thread author = new Thread(() -> {
            assertThat(sender.accept(record("one too many"))).isTrue();
            through.countDown();
        });
        author.start();
        await().atMost(LONG).until(() -> author.getState() == Thread.State.TIMED_WAITING);
        assertThat(through.getCount()).isEqualTo(1);

        permits.release();
        author.join(LONG.toMillis());
        assertThat(through.getCount()).isZero();
        permits.release(100_000);
        assertThat(sender.flush(LONG)).isTrue();
        assertThat(host).hasSize(LogSender.CAPACITY + 2).endsWith("T: one too many");
        assertThat(console).isEmpty();
    }

    @Test
    void gives_up_when_the_sink_is_stuck() {
        letGo();
        permits.drainPermits();
        sender = start(SHORT);
        fill();

        assertThat(sender.accept(record("x"))).as("the caller prints it").isFalse();
    }

    @Test
    void takes_no_more_from_an_interrupted_thread_that_would_wait() {
        fill();
        Thread.currentThread().interrupt();

        assertThat(sender.accept(record("x"))).isFalse();
        assertThat(Thread.interrupted()).as("the flag stays").isTrue();
    }

    @Test
    void wakes_those_who_wait_when_closed() throws Exception {
        fill();
        AtomicBoolean accepted = new AtomicBoolean(true);
        Thread author = new Thread(() -> accepted.set(sender.accept(record("x"))));
        author.start();
        await().atMost(LONG).until(() -> author.getState() == Thread.State.TIMED_WAITING);

        assertThat(sender.close(SHORT)).isFalse();
        author.join(LONG.toMillis());
        assertThat(accepted).isFalse();
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(console)
                        .as("what wasn't sent, and the one that was being sent")
                        .filteredOn(line -> line.startsWith("INFORMATION"))
                        .hasSize(LogSender.CAPACITY + 1));
    }

    @Test
    void flushes_what_was_accepted_before() {
        sender.accept(record("a"));
        sender.accept(record("b"));
        assertThat(sender.flush(SHORT)).isFalse();

        permits.release(2);
        assertThat(sender.flush(LONG)).isTrue();
        assertThat(host).containsExactly("T: a", "T: b");
    }

    @Test
    void prints_what_the_sink_refuses_and_says_so_once() {
        LogSender failing = new LogSender(
                (level, message) -> {
                    if (!message.equals("T: good")) {
                        throw new IOException("broken pipe");
                    }
                    host.add(message);
                },
                this::print,
                List.of());
        failing.start();
        failing.accept(record("a"));
        failing.accept(record("b"));
        failing.accept(record("good"));

        assertThat(failing.close(LONG)).isTrue();
        assertThat(console)
                .containsExactly(
                        "WARNING LogSender: The host takes no log messages: java.io.IOException: broken pipe",
                        "INFORMATION T: a",
                        "INFORMATION T: b");
        assertThat(host).containsExactly("T: good");
    }

    @Test
    void does_not_send_what_the_sink_itself_logs() {
        AtomicReference<LogSender> own = new AtomicReference<>();
        CopyOnWriteArrayList<Boolean> accepted = new CopyOnWriteArrayList<>();
        LogSender recursive = new LogSender(
                (level, message) -> {
                    host.add(message);
                    accepted.add(own.get().accept(record("sending")));
                    accepted.add(own.get().accept(new LogRecord(LogLevel.WARNING, "T: trouble")));
                    accepted.add(own.get().flush(LONG));
                },
                this::print,
                List.of());
        own.set(recursive);
        recursive.start();
        recursive.accept(record("a"));

        assertThat(recursive.close(LONG)).isTrue();
        assertThat(host).containsExactly("T: a");
        assertThat(accepted).as("dropped, left to be printed, not waited for").containsExactly(true, false, false);
    }

    @Test
    void leaves_no_thread() {
        permits.release(100);
        sender.accept(record("a"));
        sender.close(LONG);
        sender.close(LONG);

        await().atMost(LONG)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("thrift-plugins-log-test")));
        assertThat(sender.accept(record("b"))).isFalse();
    }

    private LogSender start(Duration patience) {
        LogSender started = new LogSender(
                (level, message) -> {
                    Thread.currentThread().setName("thrift-plugins-log-test");
                    permits.acquire();
                    host.add(message);
                },
                this::print,
                List.of(),
                patience);
        started.start();
        return started;
    }

    /** One record is with the sink, which waits for a permit; the queue is full. */
    private void fill() {
        sender.accept(record("first"));
        await().atMost(LONG).until(permits::hasQueuedThreads);
        for (int i = 0; i < LogSender.CAPACITY; i++) {
            assertThat(sender.accept(record("filler " + i))).isTrue();
        }
    }

    private void print(LogRecord record) {
        console.add(record.level() + " " + record.message());
    }

    private static LogRecord record(String text) {
        return LogRecord.of(LogLevel.INFORMATION, "T", text);
    }
}
