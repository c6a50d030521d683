package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limits;
import io.thriftplugins.PluginException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calls that the caller gives up: it returns at once, the connection is never used again, and the thread that serves
 * the call is interrupted. The function here ends only with an interrupt, so a test that ends shows all of that.
 */
@ParameterizedClass
@ValueSource(strings = {"tcp", "net.pipe"})
final class GivenUpCallsTest {

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);
    private final Wire wire;

    GivenUpCallsTest(String scheme) {
        this.wire = new Wire(scheme, Limits.DEFAULT, 4);
    }

    @BeforeEach
    void functions() {
        wire.plugin.with("quick", arguments -> "done");
        wire.plugin.with("hang", arguments -> {
            entered.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return "ended without an interrupt";
        });
        assertThat(quick()).isEqualTo("done");
    }

    @AfterEach
    void close() {
        never.countDown();
        wire.close();
    }

    @Test
    @DisplayName("deadline: the caller returns and the callee is interrupted (checklist 29)")
    void deadline() throws Exception {
        CallRequest request = CallRequest.of("hang").withTimeout(Duration.ofMillis(100));

        assertFails(() -> wire.remotePlugin.call(request), ErrorCode.DEADLINE_EXCEEDED);
        assertConnectionWasClosed();
    }

    @Test
    @DisplayName("cancel: the caller returns and the callee is interrupted (checklist 30)")
    void cancel() throws Exception {
        CompletableFuture<Object> call = wire.remotePlugin.callAsync(CallRequest.of("hang"));
        assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
        call.cancel(true);

        assertThatThrownBy(call::join).isInstanceOf(CancellationException.class);
        assertConnectionWasClosed();
    }

    @Test
    @DisplayName("interrupt: the caller returns and the callee is interrupted (checklist 31)")
    void interrupt() throws Exception {
        var result = new CompletableFuture<Object>();
        var caller = new Thread(() -> {
            try {
                result.complete(wire.remotePlugin.call(CallRequest.of("hang")));
            } catch (PluginException e) {
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
                result.completeExceptionally(e);
            }
        });
        caller.start();
        assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
        caller.interrupt();

        assertFails(() -> unwrap(result), ErrorCode.CANCELLED);
        assertConnectionWasClosed();
    }

    @Test
    @DisplayName("a thread that is interrupted already makes no call, and closes no connection (checklist 31)")
    void interruptedBefore() {
        Thread.currentThread().interrupt();
        try {
            assertFails(this::quick, ErrorCode.CANCELLED);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(quick()).isEqualTo("done");
        assertThat(wire.plugin.sessions).hasSize(1);
    }

    @Test
    @DisplayName("closing the pool fails the calls in flight with the reason (checklist 42)")
    void poolClosed() throws Exception {
        CompletableFuture<Object> call = wire.remotePlugin.callAsync(CallRequest.of("hang"));
        assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
        wire.remotePlugin.close(new PluginException(ErrorCode.PLUGIN_ENDED, "exit code 3"));

        var failure = assertFails(() -> unwrap(call), ErrorCode.PLUGIN_ENDED);
        assertThat(failure).hasMessage("exit code 3");
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        assertFails(this::quick, ErrorCode.PLUGIN_ENDED);
    }

    @Test
    @DisplayName("a peer that stops serving fails the calls in flight and interrupts what it serves (checklist 42)")
    void peerGone() throws Exception {
        CompletableFuture<Object> call = wire.remotePlugin.callAsync(CallRequest.of("hang"));
        assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
        wire.pluginListener.close();

        assertFails(() -> unwrap(call), ErrorCode.CONNECTION_LOST);
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @DisplayName("a plugin that is gone is dialled no longer than its pool lives (checklist 42)")
    void dialsEndWithThePool() throws Exception {
        wire.pluginListener.close();
        // The connection of the first call is in the pool still; when it isn't fresh any more, the next call has to
        // dial.
        long closed = Clock.now();
        await().until(() -> Clock.now() - closed > OutboundConnection.FRESH_NANOS);
        CompletableFuture<Object> call =
                wire.remotePlugin.callAsync(CallRequest.of("quick").withTimeout(Duration.ZERO));
        wire.remotePlugin.close(new PluginException(ErrorCode.PLUGIN_ENDED, "exit code 3"));

        assertFails(() -> unwrap(call), ErrorCode.PLUGIN_ENDED);
    }

    @Test
    @DisplayName("a call that runs long and ends well leaves its connection usable (checklist 32)")
    void longCallsAreRelievedAndGoOn() {
        wire.plugin.with("wait", arguments -> never.await(60, TimeUnit.MILLISECONDS));

        for (int i = 0; i < 5; i++) {
            assertThat(wire.remotePlugin.call(CallRequest.of("wait"))).isEqualTo(false);
            assertThat(quick()).isEqualTo("done");
        }
        assertThat(wire.plugin.sessions).hasSize(1);
    }

    private Object quick() {
        return wire.remotePlugin.call(CallRequest.of("quick"));
    }

    private void assertConnectionWasClosed() throws InterruptedException {
        assertThat(interrupted.await(30, TimeUnit.SECONDS))
                .as("callee interrupted")
                .isTrue();
        await().until(() -> wire.remotePlugin.callsInFlight() == 0);
        assertThat(quick()).isEqualTo("done");
        assertThat(wire.plugin.sessions).as("connections used").hasSize(2);
    }

    private static Object unwrap(CompletableFuture<Object> future) throws Exception {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (PluginException) e.getCause();
        }
    }

    private static PluginException assertFails(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, ErrorCode code) {
        var failure = catchThrowableOfType(PluginException.class, call);
        assertThat(failure).isNotNull();
        assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code);
        return failure;
    }
}
