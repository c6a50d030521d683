package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limits;
import io.thriftplugins.PluginException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who gets a connection when, and what becomes of broken ones. */
final class ConnectionPoolTest {

    private final DeadlineWatcher watcher = new DeadlineWatcher("test-deadlines");
    private final ServedCalls served = new ServedCalls();
    private final List<OutboundConnection> dialled = new CopyOnWriteArrayList<>();
    private final Dialer dialer = (until, abandoned) -> fresh();
    private final ConnectionPool pool = pool(1, dialer);

    @AfterEach
    void stop() {
        watcher.close();
    }

    @Test
    void aFreeConnectionIsTakenAgain() {
        OutboundConnection first = pool.acquire(Clock.NEVER);
        assertThat(pool.inFlight()).isOne();
        pool.release(first);

        assertThat(pool.inFlight()).isZero();
        assertThat(pool.acquire(Clock.NEVER)).isSameAs(first);
    }

    @Test
    @DisplayName("a dead connection is never handed out again (design, step 8)")
    void aDeadConnectionIsForgotten() {
        OutboundConnection first = pool.acquire(Clock.NEVER);
        first.close();
        pool.release(first);
        OutboundConnection second = pool.acquire(Clock.NEVER);
        pool.release(second);
        second.close();

        assertThat(pool.acquire(Clock.NEVER)).isNotSameAs(first).isNotSameAs(second);
        assertThat(pool.inFlight()).isOne();
    }

    @Test
    void whoComesFirstGoesFirst() throws InterruptedException {
        OutboundConnection only = pool.acquire(Clock.NEVER);
        List<Integer> order = new CopyOnWriteArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            Thread thread = new Thread(() -> {
                OutboundConnection mine = pool.acquire(Clock.NEVER);
                order.add(number);
                pool.release(mine);
            });
            threads.add(thread);
            thread.start();
            await().until(() -> thread.getState() == Thread.State.WAITING);
        }
        // Whoever gives the connection back and wants it again at once comes last.
        pool.release(only);
        pool.release(pool.acquire(Clock.NEVER));
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(order).containsExactly(0, 1, 2, 3, 4);
        assertThat(dialled).hasSize(1);
    }

    @Test
    void waitingEndsAtTheDeadline() {
        pool.acquire(Clock.NEVER);

        assertThatThrownBy(() -> pool.acquire(Clock.after(Duration.ofMillis(10))))
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED))
                .hasMessageContaining("limit of connections, which is 1");
    }

    @Test
    void waitingEndsWithAnInterrupt() {
        pool.acquire(Clock.NEVER);
        Thread.currentThread().interrupt();

        assertThat(catchThrowableOfType(PluginException.class, () -> pool.acquire(Clock.NEVER))
                        .code())
                .isEqualTo(ErrorCode.CANCELLED);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    @DisplayName("a call made while serving one exceeds the limit, and leaves nothing behind (checklist 23)")
    void nestedCallsExceedTheLimit() throws Exception {
        OutboundConnection outer = pool.acquire(Clock.NEVER);
        served.serve(() -> {
            OutboundConnection nested = pool.acquire(Clock.NEVER);
            assertThat(nested).isNotSameAs(outer);
            pool.release(outer);
            pool.release(nested);
            return null;
        });
        OutboundConnection first = pool.acquire(Clock.NEVER);
        served.serve(() -> {
            pool.release(pool.acquire(Clock.NEVER));
            return null;
        });
        pool.release(first);

        assertThat(dialled.stream().filter(OutboundConnection::isOpen)).hasSize(1);
    }

    /** The function may leave its calls to a thread that was waiting before. */
    @Test
    void aServedCallRaisesTheLimitForThoseWhoWait() throws Exception {
        pool.acquire(Clock.NEVER);
        var waiting = CompletableFuture.supplyAsync(() -> pool.acquire(Clock.NEVER), Wire.OWN_THREAD);
        served.attach(pool);

        served.serve(() -> assertThat(waiting.get(30, TimeUnit.SECONDS)).isNotNull());
    }

    @Test
    void dialsThatFailFreeTheirPlace() {
        var failing = pool(1, (until, abandoned) -> {
            throw new PluginException(ErrorCode.ENDPOINT_UNAVAILABLE, "nobody there");
        });

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> failing.acquire(Clock.NEVER)).hasMessage("nobody there");
        }
        assertThat(failing.inFlight()).isZero();
    }

    @Test
    void closingFailsWhoWaitsWhoDialsAndWhoComesLater() throws Exception {
        var dialling = new CountDownLatch(1);
        var slow = pool(1, (until, abandoned) -> {
            dialling.countDown();
            await().until(abandoned::getAsBoolean);
            return fresh();
        });
        var whoDials = CompletableFuture.supplyAsync(() -> slow.acquire(Clock.NEVER), Wire.OWN_THREAD);
        assertThat(dialling.await(30, TimeUnit.SECONDS)).isTrue();
        var whoWaits = CompletableFuture.supplyAsync(() -> slow.acquire(Clock.NEVER), Wire.OWN_THREAD);
        slow.close(new PluginException(ErrorCode.PLUGIN_ENDED, "it ended"));
        slow.close(new PluginException(ErrorCode.CLOSED, "too late"));

        for (CompletableFuture<?> future : List.of(whoDials, whoWaits)) {
            assertThatThrownBy(() -> future.get(30, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(PluginException.class)
                    .hasMessageContaining("it ended");
        }
        assertThatThrownBy(() -> slow.acquire(Clock.NEVER)).hasMessage("it ended");
        assertThat(dialled).noneMatch(OutboundConnection::isOpen);
        assertThat(slow.inFlight()).isZero();
    }

    @Test
    void closingClosesIdleAndBusyConnections() throws Exception {
        var two = pool(2, dialer);
        OutboundConnection busy = two.acquire(Clock.NEVER);
        two.release(two.acquire(Clock.NEVER));
        two.close(new PluginException(ErrorCode.CLOSED, "closed"));
        two.release(busy);

        assertThat(dialled).hasSize(2).noneMatch(OutboundConnection::isOpen);
        assertThat(two.inFlight()).isZero();
    }

    private ConnectionPool pool(int limit, Dialer how) {
        return new ConnectionPool(limit, served, how);
    }

    private OutboundConnection fresh() {
        var connection = new OutboundConnection(new ScriptedConnection(), Limits.DEFAULT, watcher, "peer");
        dialled.add(connection);
        return connection;
    }
}
