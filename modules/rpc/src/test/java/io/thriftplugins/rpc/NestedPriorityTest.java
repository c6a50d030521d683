package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.Limits;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The connection that a served call makes possible may be taken by somebody else; the served call still gets one. */
final class NestedPriorityTest {

    private final DeadlineWatcher watcher = new DeadlineWatcher("test-deadlines");
    private final ServedCalls served = new ServedCalls();
    private final ConnectionPool pool = new ConnectionPool(
            1,
            served,
            (until, abandoned) -> new OutboundConnection(new ScriptedConnection(), Limits.DEFAULT, watcher, "peer"));

    @AfterEach
    void stop() {
        watcher.close();
    }

    @Test
    @DisplayName("a slow call doesn't block a nested one (checklist 23, 32)")
    void aSlowCallDoesNotBlockANestedOne() throws Exception {
        served.attach(pool);
        OutboundConnection outer = pool.acquire(Clock.NEVER);
        var slow = new FutureTask<>(() -> pool.acquire(Clock.NEVER));
        var thread = new Thread(slow);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);

        served.serve(() -> {
            // It keeps what it got, as a slow call does.
            assertThat(slow.get(30, TimeUnit.SECONDS)).isNotSameAs(outer);
            assertThat(pool.acquire(Clock.NEVER)).isNotSameAs(outer).isNotSameAs(slow.get());
            return null;
        });
    }
}
