package io.thriftplugins.e2e.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.PluginHandle;
import io.thriftplugins.e2e.kit.Jvm;
import io.thriftplugins.e2e.kit.TestHost;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET, TestHost.TLS})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Nested calls with one connection in each direction")
final class NestedCallsTest {

    private ExecutorService threads;

    @Parameter
    private String transport;

    private TestHost host;
    private PluginHandle plugin;

    @BeforeParameterizedClassInvocation(injectArguments = false)
    void start(@TempDir Path directory) {
        threads = Executors.newCachedThreadPool();
        host = TestHost.start(
                transport,
                options -> options.maxConnectionsPerPlugin(1)
                        .function("nest(depth: integer): integer", call -> nest(call.getLong("depth")))
                        .function(
                                "elsewhere(): integer",
                                call -> CompletableFuture.supplyAsync(() -> plugin.call("add", 1, 2), threads)
                                        .join()));
        plugin = host.load(Jvm.plugin(directory, NestingMain.class));
    }

    @AfterParameterizedClassInvocation(injectArguments = false)
    void stop() {
        host.close();
        threads.shutdownNow();
    }

    private long nest(long depth) {
        return depth == 0 ? 0 : 1 + (Long) Objects.requireNonNull(plugin.call("nest", depth - 1));
    }

    @Test
    @DisplayName("32 deep (checklist 23)")
    void deep() {
        assertThat(nest(32)).isEqualTo(32);
    }

    @Test
    @DisplayName("32 deep, eight at the same time (checklist 22, 23)")
    void deepAndConcurrent() {
        var all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> nest(32), threads))
                .toList();

        all.forEach(one -> assertThat(one.join()).isEqualTo(32));
    }

    @Test
    @DisplayName("a function of the host calls the plugin from another thread (checklist 23, 34)")
    void fromAnotherThread() {
        assertThat(plugin.call("apply", "elsewhere")).isEqualTo(3L);
    }
}
