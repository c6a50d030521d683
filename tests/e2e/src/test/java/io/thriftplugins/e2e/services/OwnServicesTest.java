package io.thriftplugins.e2e.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.services.ThriftServices;
import io.thriftplugins.services.probe.Item;
import io.thriftplugins.services.probe.Probe;
import io.thriftplugins.services.probe.Refused;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.thrift.TException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** With one connection in each direction, so that whatever breaks it is noticed by the next call. */
@ParameterizedClass
@ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Own Thrift services between a host and a plugin's process")
final class OwnServicesTest {

    private ExecutorService threads;

    @Parameter
    private String transport;

    private ProbeHost host;
    private Probe.Iface probe;

    @BeforeParameterizedClassInvocation(injectArguments = false)
    void start(@TempDir Path directory) {
        threads = Executors.newCachedThreadPool();
        host = ProbeHost.start(
                directory,
                transport,
                options -> options.maxConnectionsPerPlugin(1).maxFrameBytes(1_000_000));
        probe = host.probe();
    }

    @AfterParameterizedClassInvocation(injectArguments = false)
    void stop() {
        host.close();
        threads.shutdownNow();
    }

    @Test
    @DisplayName("are called by the host, beside functions")
    void byHost() throws TException {
        Item item = new Item("äöü").setData(new byte[] {1, -1}).setParts(List.of(new Item("part")));

        assertThat(probe.mirror(item)).isEqualTo(item);
        assertThat(probe.repeat(item, 100)).hasSize(100).containsOnly(item);
        assertThat(probe.caller()).isEqualTo("host");
        assertThat(host.plugin().call("host_echo", "x")).isEqualTo("x");
        probe.remember("note", "text");
        assertThat(probe.note("note")).isEqualTo("text");
        assertThat(ThriftServices.client(host.plugin(), "second", Probe.Client::new)
                        .<String>call(c -> c.note("note")))
                .as("another service's notes")
                .isEmpty();
    }

    @Test
    @DisplayName("are called by the plugin, and know which one it is")
    void byPlugin() {
        assertThat(host.plugin().call("host_echo", "äöü")).isEqualTo("äöü");
        assertThat(host.plugin().call("host_caller")).isEqualTo("ProbeMain");
    }

    @Test
    @DisplayName("throw declared exceptions as themselves, others as the framework's (checklist 24)")
    void exceptions() {
        assertThatThrownBy(() -> probe.refuse("busy", 3)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.getReason()).isEqualTo("busy");
            assertThat(refused.getCode()).isEqualTo(3);
        });
        var error = Errors.of(() -> probe.fail("broken"));
        assertThat(error.code()).isEqualTo(ErrorCode.FUNCTION_FAILED);
        assertThat(error).hasMessage("probe.fail in plugin 'ProbeMain': IllegalStateException: broken");
        assertThat(error.remoteFailure().stackTrace()).contains("ProbeHandler.fail");
        assertThat(error.remoteFailure().cause().message()).isEqualTo("the cause");
        assertThat(Errors.of(probe::nothing)).hasMessageContaining("probe.nothing returned null");

        assertThat((List<?>) host.plugin().call("host_errors"))
                .isEqualTo(List.of(
                        "refused busy 3",
                        "FUNCTION_FAILED probe.fail in host: IllegalStateException: broken",
                        "FUNCTION_FAILED probe.nothing returned null, for which Thrift has no result"));
    }

    @Test
    @DisplayName("are called by 64 threads that share a client, in both directions (checklist 22)")
    void concurrent() {
        var plugin = CompletableFuture.supplyAsync(() -> host.plugin().call("host_many", 64, 20), threads);
        var all = IntStream.range(0, 64)
                .mapToObj(i -> CompletableFuture.runAsync(() -> echoOften(i + ":"), threads))
                .toList();

        all.forEach(CompletableFuture::join);
        assertThat(plugin.join()).isEqualTo(64 * 20L);
    }

    private void echoOften(String prefix) {
        try {
            for (int i = 0; i < 20; i++) {
                assertThat(probe.echo(prefix + i)).isEqualTo(prefix + i);
            }
        } catch (TException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("call each other 32 deep, eight at the same time (checklist 23)")
    void nested() {
        var all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(this::nest, threads))
                .toList();

        all.forEach(one -> assertThat(one.join()).isEqualTo(32));
    }

    private long nest() {
        try {
            return probe.nest(32);
        } catch (TException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("refuse what is too large with the limit's name, and go on (checklist 28)")
    void large() throws TException {
        Item large = new Item("large").setData(new byte[900_000]);
        Item tooLarge = new Item("too large").setData(new byte[1_100_000]);

        assertThat(probe.mirror(large)).isEqualTo(large);
        var error = Errors.of(() -> probe.mirror(tooLarge));
        assertThat(error.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        assertThat(error).hasMessageContaining("maxFrameBytes = 1000000");
        assertThat(Errors.of(() -> probe.repeat(large, 20)))
                .hasMessageContaining("probe.repeat in plugin 'ProbeMain'")
                .hasMessageContaining("maxFrameBytes = 16384000")
                .returns(ErrorCode.LIMIT_EXCEEDED, e -> e.code());
        assertThat(probe.echo("still there")).isEqualTo("still there");
    }

    @Test
    @DisplayName("that aren't there are told together with those that are (checklist 55)")
    void missing() throws TException {
        assertThat(probe.echo("")).isEmpty();
        var error = Errors.of(() -> ThriftServices.client(host.plugin(), "missing", Probe.Client::new));

        assertThat(error.code()).isEqualTo(ErrorCode.NOT_SUPPORTED);
        assertThat(error).hasMessage("There is no service 'missing' in plugin 'ProbeMain'; it has [probe, second]");
        assertThat(host.plugin().call("host_missing"))
                .isEqualTo("NOT_SUPPORTED There is no service 'missing' in the host; it has [probe]");
    }
}
