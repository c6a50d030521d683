package io.thriftplugins.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionCaller;
import io.thriftplugins.FunctionInfo;
import io.thriftplugins.MessageCaller;
import io.thriftplugins.MessageService;
import io.thriftplugins.PluginException;
import io.thriftplugins.services.probe.Base;
import io.thriftplugins.services.probe.Item;
import io.thriftplugins.services.probe.Probe;
import io.thriftplugins.services.probe.Refused;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.thrift.TException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A client of an own service")
final class ThriftClientTest {

    private final MessageService service = ThriftServices.serve("probe", new Handler(), Probe.Processor::new);
    private final Loop loop = new Loop(service);
    private final ThriftClient<Probe.Client> client = ThriftServices.client(new Peer(loop), "probe", Probe.Client::new);
    private final Probe.Iface probe = client.as(Probe.Iface.class);

    /** The other side, as far as clients need it. */
    private record Peer(MessageCaller messages) implements FunctionCaller {

        @Override
        public Object call(CallRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Object> callAsync(CallRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<FunctionInfo> functions() {
            return List.of();
        }
    }

    @Test
    @DisplayName("passes values there and back, binary ones and nested ones too")
    void values() throws TException {
        Item part = new Item("part").setData(new byte[] {0, -1, 7});
        Item item = new Item("äöü \uD83D\uDE00").setParts(List.of(part, new Item("")));

        assertThat(probe.mirror(item)).isEqualTo(item);
        assertThat(probe.repeat(part, 3)).containsExactly(part, part, part);
        assertThat(client.<String>call(c -> c.echo(""))).isEmpty();
    }

    @Test
    @DisplayName("has the methods that its service inherits, and their interface")
    void inherited() throws TException {
        assertThat(probe.caller()).isEqualTo("loop");
        assertThat(client.as(Base.Iface.class).caller()).isEqualTo("loop");
    }

    @Test
    @DisplayName("throws a declared exception as itself")
    void declared() {
        Refused refused = catchThrowableOfType(Refused.class, () -> probe.refuse("busy", 7));

        assertThat(refused.getReason()).isEqualTo("busy");
        assertThat(refused.getCode()).isEqualTo(7);
        assertThatThrownBy(() -> client.run(c -> c.refuse("busy", 7))).isInstanceOf(Refused.class);
    }

    @Test
    @DisplayName("lets the framework's exceptions through")
    void undeclared() {
        assertThat(error(() -> probe.fail("broken")))
                .hasMessageContaining("broken")
                .returns(ErrorCode.FUNCTION_FAILED, PluginException::code);
    }

    @Test
    @DisplayName("tells that null is no result for Thrift")
    void nullResult() {
        assertThat(error(probe::nothing))
                .hasMessageContaining("probe.nothing returned null")
                .returns(ErrorCode.FUNCTION_FAILED, PluginException::code);
    }

    @Test
    @DisplayName("refuses arguments that lack a required field, and sends nothing")
    void invalidArguments() {
        assertThat(error(() -> probe.mirror(new Item())))
                .hasMessageContaining("probe.mirror: the arguments can't be sent")
                .hasMessageContaining("name")
                .returns(ErrorCode.INVALID_ARGUMENT, PluginException::code);
        assertThat(loop.requests).isEmpty();
    }

    @Test
    @DisplayName("tells of a result that can't be read, and survives what it announces")
    void unreadable() throws TException {
        Probe.Iface cut = ThriftServices.client(
                        new Peer(new Loop(service, bytes -> Arrays.copyOf(bytes, 5))), "probe", Probe.Client::new)
                .as(Probe.Iface.class);
        // Field 0, a list of 2,147,483,647 structs.
        byte[] huge = {15, 0, 0, 12, 127, -1, -1, -1};
        Probe.Iface greedy = ThriftServices.client(
                        new Peer(new Loop(service, bytes -> huge)), "probe", Probe.Client::new)
                .as(Probe.Iface.class);

        assertThat(error(() -> cut.echo("a longer text")))
                .hasMessageContaining("probe.echo: the result can't be read")
                .returns(ErrorCode.PROTOCOL_ERROR, PluginException::code);
        assertThat(error(() -> greedy.repeat(new Item("x"), 1)))
                .hasMessageContaining("announces 2147483647 more bytes but has 0")
                .returns(ErrorCode.PROTOCOL_ERROR, PluginException::code);
    }

    @Test
    @DisplayName("marks one-way calls")
    void oneWay() throws TException {
        probe.remember("a", "note");

        assertThat(loop.requests).singleElement().matches(request -> request.oneWay());
        assertThat(probe.note("a")).isEqualTo("note");
        assertThat(loop.requests.get(1).oneWay()).isFalse();
    }

    @Test
    @DisplayName("hands its timeout on; the default is the framework's")
    void timeout() throws TException {
        probe.echo("");
        client.withTimeout(Duration.ofSeconds(3)).as(Probe.Iface.class).echo("");
        client.withTimeout(Duration.ZERO).run(c -> c.echo(""));

        assertThat(loop.requests)
                .extracting(request -> request.timeout())
                .containsExactly(null, Duration.ofSeconds(3), Duration.ZERO);
        assertThatThrownBy(() -> client.withTimeout(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("may be called several times in one go")
    void several() throws TException {
        String both = client.call(c -> {
            c.remember("b", "one");
            return c.note("b") + c.echo("two");
        });

        assertThat(both).isEqualTo("onetwo");
    }

    @Test
    @DisplayName("is shared by 64 threads (checklist 22)")
    void concurrent() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(64);
        try {
            List<Callable<Boolean>> calls = IntStream.range(0, 64)
                    .<Callable<Boolean>>mapToObj(i -> () -> {
                        for (int j = 0; j < 200; j++) {
                            String text = i + " " + j;
                            if (!probe.echo(text).equals(text)) {
                                return false;
                            }
                        }
                        return true;
                    })
                    .toList();
            for (Future<Boolean> done : threads.invokeAll(calls)) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("is an object like others")
    void object() {
        Probe.Iface other = client.as(Probe.Iface.class);

        assertThat(new java.util.HashSet<>(List.of(probe, other))).hasSize(2).contains(probe, other);
        assertThat(probe).isNotEqualTo(other).hasToString("ThriftClient[probe]");
        assertThat(probe.hashCode()).isEqualTo(System.identityHashCode(probe));
    }

    @Test
    @DisplayName("refuses an interface that is not its service's when it is asked for")
    void wrongInterface() {
        assertThat(error(() -> client.as(Runnable.class)))
                .hasMessageContaining("java.lang.Runnable is no interface of")
                .hasMessageContaining("Iface.class")
                .returns(ErrorCode.INVALID_ARGUMENT, PluginException::code);
        assertThat(error(() -> client.as(Probe.Client.class)).code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    }

    @Test
    @DisplayName("refuses to be made for a service that is known not to be there")
    void unknownService() {
        assertThat(error(() -> ThriftServices.client(new Peer(loop), "other", Probe.Client::new))
                        .code())
                .isEqualTo(ErrorCode.NOT_SUPPORTED);
    }

    @Test
    @DisplayName("reads a reply that is no array")
    void readOnly() throws TException {
        assertThat(ByteBuffer.allocate(1).asReadOnlyBuffer().hasArray()).isFalse();
        assertThat(probe.echo("read-only")).isEqualTo("read-only");
    }

    private static PluginException error(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        PluginException error = catchThrowableOfType(PluginException.class, call);
        assertThat(error).isNotNull();
        return error;
    }
}
