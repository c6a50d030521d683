package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limits;
import io.thriftplugins.PluginException;
import io.thriftplugins.RemoteFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls between a host and a plugin, in both directions, over both transports. */
@ParameterizedClass
@ValueSource(strings = {"tcp", "net.pipe"})
final class CallsTest {

    private final String scheme;
    private final Wire wire;

    CallsTest(String scheme) {
        this.scheme = scheme;
        this.wire = new Wire(scheme, Limits.DEFAULT, 4).registered();
    }

    @AfterEach
    void close() {
        wire.close();
    }

    @Test
    @DisplayName("every value, there and back, in both directions (checklist 21, 25)")
    void everyValue() {
        wire.plugin.with("echo", arguments -> arguments.get(0));
        wire.host.functions.put("ECHO", arguments -> arguments.get(0));

        ValueCodecTest.values().forEach(value -> {
            assertThat(wire.remotePlugin.call(CallRequest.of("echo", value))).isEqualTo(value);
            assertThat(wire.remoteHost.call(CallRequest.of("echo", value))).isEqualTo(value);
        });
    }

    @Test
    void argumentsMayBeNamed() {
        wire.plugin.with("all", arguments -> arguments);

        assertThat(wire.remotePlugin.call(
                        CallRequest.of("all", 1).withNamed("b", null).withNamed("ä", "x")))
                .isEqualTo(List.of(List.of(1L), mapOfNullAndX()));
    }

    private static Map<Object, Object> mapOfNullAndX() {
        Map<Object, Object> map = new java.util.HashMap<>();
        map.put("b", null);
        map.put("ä", "x");
        return map;
    }

    @Test
    @DisplayName("concurrent calls from 64 threads (checklist 22)")
    void concurrentCalls() throws Exception {
        wire.plugin.with("twice", arguments -> 2 * (Long) arguments.get(0));
        var start = new CyclicBarrier(64);
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            int number = i;
            callers.add(CompletableFuture.runAsync(
                    () -> {
                        awaitAll(start);
                        for (long n = 0; n < 50; n++) {
                            assertThat(wire.remotePlugin.call(CallRequest.of("twice", number * 1000L + n)))
                                    .isEqualTo(2 * (number * 1000L + n));
                        }
                    },
                    Wire.OWN_THREAD));
        }
        CompletableFuture.allOf(callers.toArray(CompletableFuture[]::new)).get(50, TimeUnit.SECONDS);

        assertThat(wire.plugin.sessions).as("connections used").hasSizeBetween(1, 4);
        assertThat(wire.remotePlugin.callsInFlight()).isZero();
    }

    private static void awaitAll(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("nested calls 32 deep with a connection limit of 1 (checklist 23)")
    void nestedCalls() {
        try (Wire narrow = new Wire(scheme, Limits.DEFAULT, 1).registered()) {
            narrow.plugin.with("down", arguments -> deeper(arguments, narrow.remoteHost::call));
            narrow.host.functions.put("DOWN", arguments -> deeper(arguments, narrow.remotePlugin::call));

            for (int round = 0; round < 3; round++) {
                assertThat(narrow.remotePlugin.call(CallRequest.of("down", 32))).isEqualTo(32L);
            }
        }
    }

    private static Object deeper(List<Object> arguments, java.util.function.Function<CallRequest, Object> other) {
        long left = (Long) arguments.get(0);
        return left == 0 ? 0L : 1 + (Long) other.apply(CallRequest.of("down", left - 1));
    }

    @Test
    @DisplayName("nested calls of many threads at once with a connection limit of 1 (checklist 22, 23)")
    void nestedCallsOfManyThreads() throws Exception {
        try (Wire narrow = new Wire(scheme, Limits.DEFAULT, 1).registered()) {
            narrow.plugin.with("down", arguments -> deeper(arguments, narrow.remoteHost::call));
            narrow.host.functions.put("DOWN", arguments -> deeper(arguments, narrow.remotePlugin::call));
            List<CompletableFuture<Object>> calls = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                calls.add(narrow.remotePlugin.callAsync(CallRequest.of("down", 9)));
                calls.add(narrow.remoteHost.callAsync(CallRequest.of("down", 9)));
            }

            for (CompletableFuture<Object> call : calls) {
                assertThat(call.get(50, TimeUnit.SECONDS)).isEqualTo(9L);
            }
        }
    }

    @Test
    @DisplayName("an error arrives with type, message, remote stack and nested causes (checklist 24)")
    void errors() {
        wire.plugin.with("fail", arguments -> {
            throw new IllegalStateException("outer", new java.io.IOException("middle", new RuntimeException()));
        });
        var failure = catchThrowableOfType(PluginException.class, () -> wire.remotePlugin.call(CallRequest.of("fail")));

        assertThat(failure.code()).isEqualTo(ErrorCode.FUNCTION_FAILED);
        assertThat(failure).hasMessage("fail in plugin 'p': IllegalStateException: outer");
        RemoteFailure outer = failure.remoteFailure();
        assertThat(outer.type()).isEqualTo("IllegalStateException");
        assertThat(outer.message()).isEqualTo("outer");
        assertThat(outer.stackTrace()).contains("at ", "CallsTest", "Caused by: java.io.IOException: middle");
        assertThat(outer.cause().type()).isEqualTo("IOException");
        assertThat(outer.cause().cause().message()).isEqualTo("java.lang.RuntimeException");
        assertThat(outer.cause().cause().cause()).isNull();
    }

    @Test
    @DisplayName("an unknown function is told as such (checklist 26)")
    void unknownFunction() {
        assertThat(catchThrowableOfType(PluginException.class, () -> wire.remotePlugin.call(CallRequest.of("nothing")))
                        .code())
                .isEqualTo(ErrorCode.INVALID_FUNCTION);
    }

    @Test
    @DisplayName("a slow call doesn't block others (checklist 32)")
    void slowCallBlocksNoOther() throws Exception {
        var entered = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        wire.plugin.with("slow", arguments -> {
            entered.countDown();
            return release.await(30, TimeUnit.SECONDS);
        });
        wire.plugin.with("quick", arguments -> "done");
        CompletableFuture<Object> slow = wire.remotePlugin.callAsync(CallRequest.of("slow"));
        assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();

        for (int i = 0; i < 100; i++) {
            assertThat(wire.remotePlugin.call(CallRequest.of("quick"))).isEqualTo("done");
        }
        assertThat(slow).isNotDone();
        release.countDown();
        assertThat(slow.get(30, TimeUnit.SECONDS)).isEqualTo(true);
    }

    /** The function's own exceptions and interrupts are no failure of the connection. */
    @Test
    void whatAFunctionDoesToItsThreadLeavesTheConnectionUsable() {
        wire.plugin.with("interrupted", arguments -> {
            Thread.currentThread().interrupt();
            return "fine";
        });
        wire.plugin.with("thrift", arguments -> {
            throw new org.apache.thrift.TException("mine");
        });
        wire.plugin.with("error", arguments -> {
            throw new StackOverflowError("deep");
        });

        for (int i = 0; i < 3; i++) {
            assertThat(wire.remotePlugin.call(CallRequest.of("interrupted"))).isEqualTo("fine");
            for (String function : new String[] {"thrift", "error"}) {
                assertThat(catchThrowableOfType(
                                        PluginException.class, () -> wire.remotePlugin.call(CallRequest.of(function)))
                                .code())
                        .isEqualTo(ErrorCode.FUNCTION_FAILED);
            }
        }
        assertThat(wire.plugin.sessions).as("connections used").hasSize(1);
    }
}
