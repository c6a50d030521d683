package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limits;
import io.thriftplugins.PluginException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A connection for a call that is only made ahead of time")
final class SpareConnectionTest {

    private final DeadlineWatcher watcher = new DeadlineWatcher("test-deadlines");
    private final ConnectionPool pool = pool(2);

    @AfterEach
    void stop() {
        watcher.close();
    }

    private ConnectionPool pool(int limit) {
        return new ConnectionPool(
                limit,
                new ServedCalls(),
                (until, abandoned) ->
                        new OutboundConnection(new ScriptedConnection(), Limits.DEFAULT, watcher, "plugin 'p'"));
    }

    @Test
    @DisplayName("is an idle one, or a new one as long as the limit allows it, and there is no waiting for it")
    void idleOrNew() {
        OutboundConnection first = pool.acquireSpare(Clock.NEVER);
        OutboundConnection second = pool.acquireSpare(Clock.NEVER);
        assertThat(first).isNotNull().isNotSameAs(second);
        assertThat(second).isNotNull();
        assertThat(pool.acquireSpare(Clock.NEVER)).isNull();

        pool.release(second);
        assertThat(pool.acquireSpare(Clock.NEVER)).isSameAs(second);
    }

    @Test
    @DisplayName("is not taken from those who wait")
    void waitersGoFirst() throws Exception {
        ConnectionPool narrow = pool(1);
        OutboundConnection only = narrow.acquire(Clock.NEVER);
        CompletableFuture<OutboundConnection> waiter = new CompletableFuture<>();
        Thread thread = new Thread(() -> waiter.complete(narrow.acquire(Clock.NEVER)));
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);

        narrow.release(only);
        assertThat(narrow.acquireSpare(Clock.NEVER)).isNull();
        assertThat(waiter.get(30, TimeUnit.SECONDS)).isSameAs(only);
    }

    @Test
    @DisplayName("is refused when the pool is closed")
    void closed() {
        pool.close(new PluginException(ErrorCode.PLUGIN_ENDED, "over"));
        assertThat(catchThrowableOfType(PluginException.class, () -> pool.acquireSpare(Clock.NEVER))
                        .code())
                .isEqualTo(ErrorCode.PLUGIN_ENDED);
    }
}
