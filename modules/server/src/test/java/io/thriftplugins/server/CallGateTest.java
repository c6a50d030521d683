package io.thriftplugins.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The gate of a process")
final class CallGateTest {

    private final CallGate gate = new CallGate();

    @Test
    @DisplayName("is drained at once when it is closed without calls")
    void empty() {
        gate.close();

        assertThat(gate.enter()).isFalse();
        assertThat(gate.drained()).isCompleted();
    }

    @Test
    @DisplayName("is drained when the last call has come back after it was closed, and not before")
    void calls() {
        assertThat(gate.enter()).isTrue();
        assertThat(gate.enter()).isTrue();
        gate.exit();
        gate.close();
        gate.close();
        assertThat(gate.drained()).isNotDone();

        gate.exit();

        assertThat(gate.drained()).isCompleted();
    }

    @Test
    @DisplayName("stays open while calls come and go")
    void open() {
        assertThat(gate.enter()).isTrue();
        gate.exit();

        assertThat(gate.drained()).isNotDone();
        assertThat(gate.enter()).isTrue();
    }

    @Test
    @DisplayName("lets nobody in after it is drained, whatever many threads do")
    void race() throws Exception {
        int threads = 4;
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger insideAfterwards = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                tasks.add(pool.submit(() -> {
                    begun.countDown();
                    while (gate.enter()) {
                        inside.incrementAndGet();
                        if (gate.drained().isDone()) {
                            insideAfterwards.incrementAndGet();
                        }
                        inside.decrementAndGet();
                        gate.exit();
                    }
                }));
            }
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

            gate.close();
            gate.drained().get(10, TimeUnit.SECONDS);

            assertThat(inside).hasValue(0);
            for (Future<?> task : tasks) {
                task.get(10, TimeUnit.SECONDS);
            }
            assertThat(insideAfterwards).hasValue(0);
        } finally {
            pool.shutdownNow();
        }
    }
}
