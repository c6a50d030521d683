package io.thriftplugins.e2e.limits;

import static io.thriftplugins.e2e.limits.StubConnection.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.Limit;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.thrift.QueryCatIO;
import io.thriftplugins.thrift.QueryCatPluginException;
import io.thriftplugins.thrift.VariantValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.thrift.TException;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LeakCheck.class)
@ParameterizedClass
@EnumSource
@Timeout(60)
@DisplayName("Limits of messages and values")
final class ValueLimitsTest {

    private static final int FRAME = 100_000;

    @Parameter
    Transport transport;

    @Test
    @DisplayName("maxFrameBytes: a message of that size is answered, one byte more closes the connection")
    void messageThatComes() throws Exception {
        try (TestHost host = host(Limit.MAX_FRAME_BYTES, FRAME);
                StubPlugin plugin = StubPlugin.registered(host.server())) {
            StubConnection connection = plugin.connectKnown();
            int overhead = StubConnection.header("CallFunction")
                    + StubConnection.size(new QueryCatIO.CallFunction_args(
                            plugin.token(), "SIZE", StubConnection.arguments(VariantValue.string_("")), -1));

            assertThat(connection
                            .call(plugin.token(), "SIZE", text(FRAME - overhead))
                            .getInteger())
                    .isEqualTo(FRAME - overhead);
            assertThatThrownBy(() -> connection.call(plugin.token(), "SIZE", text(FRAME - overhead + 1)))
                    .isInstanceOf(TTransportException.class);
            assertThat(plugin.connectKnown()
                            .call(plugin.token(), "SIZE", text(1))
                            .getInteger())
                    .isOne();
        }
    }

    @Test
    @DisplayName("maxFrameBytes: an answer of that size is sent, instead of a larger one an error is (checklist 28)")
    void messageThatIsSent() throws Exception {
        try (TestHost host = host(Limit.MAX_FRAME_BYTES, FRAME);
                StubPlugin plugin = StubPlugin.registered(host.server())) {
            StubConnection connection = plugin.connectKnown();
            // Of a reply the name is bare; then come a field, a union with one field, and two ends.
            int overhead = 3 * Integer.BYTES + "CallFunction".length() + 3 + 3 + Integer.BYTES + 2;

            assertThat(connection
                            .call(plugin.token(), "TEXT", VariantValue.integer(FRAME - overhead))
                            .getString_())
                    .hasSize(FRAME - overhead);
            assertExceeds(
                    "maxFrameBytes = 100000",
                    () -> connection.call(plugin.token(), "TEXT", VariantValue.integer(FRAME - overhead + 1)));
            assertThat(connection
                            .call(plugin.token(), "TEXT", VariantValue.integer(1))
                            .getString_())
                    .isEqualTo("x");
        }
    }

    @Test
    @DisplayName("maxPendingBytes: large messages fill it as long as calls hold their arguments, one more waits")
    void messagesUnderWay() throws Exception {
        Semaphore running = new Semaphore(0);
        Semaphore end = new Semaphore(0);
        try (TestHost host = TestHost.start(
                        transport,
                        server -> server.limit(Limit.MAX_PENDING_BYTES, 3 * FRAME)
                                .function("hold(text: string): integer", call -> {
                                    running.release();
                                    return end.tryAcquire(40, TimeUnit.SECONDS) ? 1L : 0L;
                                }));
                StubPlugin plugin = StubPlugin.registered(host.server())) {
            int overhead = StubConnection.header("CallFunction")
                    + StubConnection.size(new QueryCatIO.CallFunction_args(
                            plugin.token(), "HOLD", StubConnection.arguments(VariantValue.string_("")), -1));
            List<CompletableFuture<Long>> calls = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                StubConnection connection = plugin.connectKnown();
                CompletableFuture<Long> call = new CompletableFuture<>();
                new Thread(() -> {
                            try {
                                call.complete(connection
                                        .call(plugin.token(), "HOLD", text(FRAME - overhead))
                                        .getInteger());
                            } catch (TException e) {
                                call.completeExceptionally(e);
                            }
                        })
                        .start();
                calls.add(call);
            }

            assertThat(running.tryAcquire(3, 30, TimeUnit.SECONDS)).isTrue();
            // Longer than after what time another thread reads on in place of one that runs a call.
            assertThat(running.tryAcquire(500, TimeUnit.MILLISECONDS)).isFalse();
            end.release();
            assertThat(running.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
            end.release(3);
            for (CompletableFuture<Long> call : calls) {
                assertThat(call.get(30, TimeUnit.SECONDS)).isOne();
            }
        }
    }

    @Test
    @DisplayName("maxDepth: lists within each other to that depth, and none deeper (checklist 53)")
    void depth() throws Exception {
        try (TestHost host = host(Limit.MAX_DEPTH, 5);
                StubPlugin plugin = StubPlugin.registered(host.server())) {
            StubConnection connection = plugin.connectKnown();

            assertThat(connection.call(plugin.token(), "ECHO", nested(5))).isEqualTo(nested(5));
            assertExceeds("maxDepth = 5", () -> connection.call(plugin.token(), "ECHO", nested(6)));
            assertExceeds("maxDepth = 5", () -> connection.call(plugin.token(), "NEST", VariantValue.integer(6)));
            assertThat(connection.call(plugin.token(), "NEST", VariantValue.integer(5)))
                    .isEqualTo(nested(5));
        }
    }

    @Test
    @DisplayName("maxElements: lists and maps of that size, and none larger (checklist 54)")
    void elements() throws Exception {
        try (TestHost host = host(Limit.MAX_ELEMENTS, 3);
                StubPlugin plugin = StubPlugin.registered(host.server())) {
            StubConnection connection = plugin.connectKnown();

            assertThat(connection.call(plugin.token(), "ECHO", list(3))).isEqualTo(list(3));
            assertThat(connection.call(plugin.token(), "ECHO", map(3))).isEqualTo(map(3));
            assertExceeds("maxElements = 3", () -> connection.call(plugin.token(), "ECHO", list(4)));
            assertExceeds("maxElements = 3", () -> connection.call(plugin.token(), "ECHO", map(4)));
        }
    }

    @Test
    @DisplayName("maxMixedKeys: that many keys that are lists, and no more")
    void mixedKeys() throws Exception {
        try (TestHost host = host(Limit.MAX_MIXED_KEYS, 2);
                StubPlugin plugin = StubPlugin.registered(host.server())) {
            StubConnection connection = plugin.connectKnown();

            assertThat(connection.call(plugin.token(), "ECHO", listKeys(2))).isEqualTo(listKeys(2));
            assertExceeds("maxMixedKeys = 2", () -> connection.call(plugin.token(), "ECHO", listKeys(3)));
            assertThat(connection.call(plugin.token(), "ECHO", map(9))).isEqualTo(map(9));
        }
    }

    private TestHost host(Limit limit, long value) {
        return TestHost.start(
                transport,
                server -> server.limit(limit, value)
                        .function("echo(value: any): any", call -> call.get(0))
                        .function("size(text: string): integer", call -> (long) ((String) call.get(0)).length())
                        .function("text(size: integer): string", call -> "x".repeat(((Long) call.get(0)).intValue()))
                        .function("nest(depth: integer): any", call -> lists(((Long) call.get(0)).intValue())));
    }

    private static Object lists(int depth) {
        return depth == 1 ? List.of() : List.of(lists(depth - 1));
    }

    private static VariantValue text(int length) {
        return VariantValue.string_("x".repeat(length));
    }

    private static VariantValue nested(int depth) {
        return VariantValue.array(depth == 1 ? List.of() : List.of(nested(depth - 1)));
    }

    private static VariantValue list(int size) {
        return VariantValue.array(
                LongStream.range(0, size).mapToObj(VariantValue::integer).toList());
    }

    private static VariantValue map(int size) {
        Map<VariantValue, VariantValue> map = new HashMap<>();
        LongStream.range(0, size).forEach(i -> map.put(VariantValue.integer(i), VariantValue.integer(i)));
        return VariantValue.map(map);
    }

    private static VariantValue listKeys(int size) {
        Map<VariantValue, VariantValue> map = new HashMap<>();
        for (int i = 1; i <= size; i++) {
            map.put(list(i), VariantValue.integer(i));
        }
        return VariantValue.map(map);
    }

    private static void assertExceeds(String limit, StubConnection.Call call) throws TException {
        QueryCatPluginException error = refused(call);
        assertThat(error.getError_code()).isEqualTo("LIMIT_EXCEEDED");
        assertThat(error.getError_message()).contains(limit);
    }
}
