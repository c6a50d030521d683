package io.thriftplugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Of two registrations that race with one token exactly one wins (checklist 5). */
final class TokenRaceTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    private static String outcome(TokenRegistry registry, String value) {
        try {
            return registry.consume(value).pluginName();
        } catch (PluginException e) {
            return e.code().name();
        }
    }

    @Test
    @SuppressWarnings("ThreadPriorityCheck") // yields so that a busy machine lets the other thread come soon
    @DisplayName("However often two threads try at once, one wins (checklist 5)")
    void manyRaces() throws Exception {
        TokenRegistry registry = new TokenRegistry();
        // As many rounds as a busy machine has time for.
        long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
        for (int round = 0; round < 2000 && System.nanoTime() < end; round++) {
            String value = registry.issue("a", MINUTE).value();
            AtomicInteger arrived = new AtomicInteger();
            Callable<String> registration = () -> {
                // Threads that wake up from a barrier are too far apart to meet inside the registry.
                arrived.incrementAndGet();
                while (arrived.get() < 2) {
                    Thread.yield();
                }
                return outcome(registry, value);
            };
            List<String> results = new ArrayList<>();
            for (Future<String> result : threads.invokeAll(List.of(registration, registration))) {
                results.add(result.get());
            }
            assertThat(results).containsExactlyInAnyOrder("a", "REGISTRATION_TOKEN_USED");
        }
    }

    /** A clock that holds whoever reads it, and so shows who is inside the registry. */
    private static final class HoldingClock implements InstantSource {

        private final CountDownLatch release = new CountDownLatch(1);
        private final AtomicInteger inside = new AtomicInteger();
        private volatile boolean holding;

        @Override
        public Instant instant() {
            inside.incrementAndGet();
            try {
                if (holding) {
                    assertThat(release.await(30, TimeUnit.SECONDS)).isTrue();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                inside.decrementAndGet();
            }
            return Instant.EPOCH;
        }
    }

    @Test
    @DisplayName("While one thread uses a token up, another one waits outside (checklist 5)")
    void oneAtATime() throws Exception {
        HoldingClock clock = new HoldingClock();
        TokenRegistry registry = new TokenRegistry(clock, 1);
        String value = registry.issue("a", MINUTE).value();
        clock.holding = true;
        Future<String> first = threads.submit(() -> outcome(registry, value));
        await().until(() -> clock.inside.get() == 1);
        Thread[] secondThread = new Thread[1];
        CountDownLatch started = new CountDownLatch(1);
        Future<String> second = threads.submit(() -> {
            secondThread[0] = Thread.currentThread();
            started.countDown();
            return outcome(registry, value);
        });
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
        await().until(() -> secondThread[0].getState() == Thread.State.BLOCKED || clock.inside.get() == 2);
        assertThat(clock.inside).hasValue(1);
        clock.release.countDown();
        assertThat(first.get()).isEqualTo("a");
        assertThat(second.get()).isEqualTo("REGISTRATION_TOKEN_USED");
    }
}
