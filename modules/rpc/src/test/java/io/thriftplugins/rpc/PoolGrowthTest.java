package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limits;
import io.thriftplugins.PluginException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pools of peers that want to be asked for each further connection (contract 10). */
final class PoolGrowthTest {

    private final DeadlineWatcher watcher = new DeadlineWatcher("test-deadlines");
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger dialled = new AtomicInteger();

    @AfterEach
    void stop() {
        watcher.close();
    }

    @Test
    void whoHadToWaitAsksThroughTheConnectionThatItGot() throws Exception {
        ConnectionPool pool = pool(2, through -> fresh());
        OutboundConnection first = acquireAfterWaiting(pool);

        assertThat(dialled).hasValue(1);
        assertThat(asked).hasValue(1);
        // The fresh one is free for somebody else, and the limit is reached.
        OutboundConnection second = pool.acquire(Clock.NEVER);
        assertThat(second).isNotSameAs(first);
        pool.release(second);
        pool.release(first);
        acquireAfterWaiting(pool(1, through -> fresh()));
        assertThat(asked).as("asked at the limit").hasValue(1);
    }

    @Test
    void aPeerThatRefusesIsNotAskedAgain() throws Exception {
        ConnectionPool pool = pool(3, through -> null);
        pool.release(acquireAfterWaiting(pool));
        pool.release(acquireAfterWaiting(pool));

        assertThat(asked).hasValue(1);
        assertThat(dialled).hasValue(1);
    }

    /** Otherwise the connection would be lost to the pool, and with it one of the few places. */
    @Test
    void whenAskingFailsTheConnectionIsGivenBackAndThePeerAskedAgainLater() throws Exception {
        ConnectionPool pool = pool(2, through -> {
            through.close();
            throw new PluginException(ErrorCode.DEADLINE_EXCEEDED, "Serve took too long");
        });

        for (int i = 1; i <= 2; i++) {
            assertThatThrownBy(() -> acquireAfterWaiting(pool)).hasRootCauseMessage("Serve took too long");
            assertThat(pool.inFlight()).isZero();
            assertThat(asked).hasValue(i);
        }
    }

    /** Whatever the asking ran into: who knows that nothing was sent may send it to the next process. */
    @ParameterizedTest
    @EnumSource
    void aPeerThatEndsWhileItIsAskedIsWhyTheCallWasNotMade(Answer answer) {
        var reason = new PluginException(ErrorCode.PLUGIN_ENDED, "exit code 3");
        var pools = new ConnectionPool[1];
        pools[0] = pool(2, through -> {
            pools[0].close(reason);
            if (answer == Answer.BREAKS) {
                throw new PluginException(ErrorCode.CONNECTION_LOST, "in the middle of Serve");
            }
            return answer == Answer.GIVES ? fresh() : null;
        });

        assertThatThrownBy(() -> acquireAfterWaiting(pools[0]))
                .cause()
                .isInstanceOf(CallNotMadeException.class)
                .hasCause(reason)
                .hasMessage("exit code 3");
        assertThat(pools[0].inFlight()).isZero();
    }

    enum Answer {
        GIVES,
        GIVES_NOTHING,
        BREAKS
    }

    @Test
    void aServedCallDialsTheSameEndpointSinceNobodyIsFreeToAskThrough() throws Exception {
        var served = new ServedCalls();
        var pool = new ConnectionPool(1, served, dialer(through -> fresh()));
        pool.acquire(Clock.NEVER);
        served.serve(() -> pool.acquire(Clock.NEVER));

        assertThat(asked).hasValue(0);
        assertThat(dialled).hasValue(2);
    }

    /** Takes the connection that another thread gives back only when it sees this one wait. */
    private static OutboundConnection acquireAfterWaiting(ConnectionPool pool) throws Exception {
        OutboundConnection busy = pool.acquire(Clock.NEVER);
        var waiting = new CompletableFuture<OutboundConnection>();
        Thread thread = new Thread(() -> {
            try {
                waiting.complete(pool.acquire(Clock.NEVER));
            } catch (PluginException e) {
                waiting.completeExceptionally(e);
            }
        });
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);
        pool.release(busy);
        return waiting.get(30, TimeUnit.SECONDS);
    }

    private ConnectionPool pool(int limit, Function<OutboundConnection, OutboundConnection> grow) {
        return new ConnectionPool(limit, new ServedCalls(), dialer(grow));
    }

    private Dialer dialer(Function<OutboundConnection, OutboundConnection> grow) {
        return new Dialer() {
            @Override
            public OutboundConnection dial(long until, BooleanSupplier abandoned) {
                dialled.incrementAndGet();
                return fresh();
            }

            @Override
            public boolean growsByAsking() {
                return true;
            }

            @Override
            public OutboundConnection grow(OutboundConnection through, long until, BooleanSupplier abandoned) {
                asked.incrementAndGet();
                return grow.apply(through);
            }
        };
    }

    private OutboundConnection fresh() {
        return new OutboundConnection(new ScriptedConnection(), Limits.DEFAULT, watcher, "peer");
    }
}
