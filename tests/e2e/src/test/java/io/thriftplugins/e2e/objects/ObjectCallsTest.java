package io.thriftplugins.e2e.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.RemoteFailure;
import io.thriftplugins.RemoteObject;
import io.thriftplugins.e2e.calls.EdgeValues;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.TestHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
@ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Calls of an object's functions")
final class ObjectCallsTest {

    private static final int THREADS = 64;

    @Parameter
    private String transport;

    private final Tools ours = new Tools();
    private TestHost host;
    private PluginHandle plugin;
    private RemoteObject theirs;

    @BeforeParameterizedClassInvocation(injectArguments = false)
    void start(@TempDir Path directory) {
        host = TestHost.start(transport);
        plugin = host.load(
                PluginJars.source(directory, ToolsPlugin.class, Tools.class, EdgeValues.class, EdgeValues.Edge.class));
        theirs = (RemoteObject) Objects.requireNonNull(plugin.call("tools"));
    }

    @AfterParameterizedClassInvocation(injectArguments = false)
    void stop() {
        host.close();
    }

    private void awaitNote(String name, String note) {
        await(name + " is " + note)
                .atMost(Duration.ofSeconds(20))
                .until(() -> Objects.equals(theirs.call("note", name), note));
    }

    @Test
    @DisplayName("carry values of every type there and back, in both directions (checklist 21, 25)")
    void values() {
        for (EdgeValues.Edge edge : EdgeValues.all()) {
            assertThat(theirs.call(CallRequest.of("echo", edge.sent()))).isEqualTo(edge.arriving());
        }
        assertThat(plugin.call("echo_all", ours.object()))
                .isEqualTo((long) EdgeValues.all().size());
    }

    @Test
    @DisplayName("come from 64 threads at once (checklist 22)")
    void concurrent() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Object>> results = new ArrayList<>();
            for (int i = 0; i < 10 * THREADS; i++) {
                String value = "value " + i;
                results.add(threads.submit(() -> theirs.call("echo", value)));
            }
            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get(30, TimeUnit.SECONDS)).isEqualTo("value " + i);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("fail with message, type, stack and cause of the other side, in both directions (checklist 24)")
    void errors() {
        PluginException error = Errors.of(() -> theirs.call("fail"));
        assertThat(error.code()).isEqualTo(ErrorCode.FUNCTION_FAILED);
        RemoteFailure remote = Objects.requireNonNull(error.remoteFailure());
        assertThat(remote.type()).isEqualTo("IllegalStateException");
        assertThat(remote.stackTrace()).contains(Tools.class.getName());
        assertThat(Objects.requireNonNull(remote.cause()).message()).isEqualTo("inner");

        List<?> told = (List<?>) Objects.requireNonNull(plugin.call("failure", ours.object()));
        assertThat(told.get(0)).isEqualTo("FUNCTION_FAILED");
        assertThat(told.get(1)).isEqualTo("outer");
        assertThat(told.get(3)).isEqualTo("inner");
        assertThat(told.get(2)).asString().contains(Tools.class.getName());
    }

    @Test
    @DisplayName("refuse 100 MB and name the limit; the next call is served (checklist 28)")
    void tooLarge() {
        PluginException error = Errors.of(() -> theirs.call("echo", "x".repeat(100_000_000)));
        assertThat(error.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        assertThat(error).hasMessageContaining("maxFrameBytes");
        assertThat(theirs.call("echo", "small")).isEqualTo("small");
    }

    @Test
    @DisplayName("end at their deadline, and the other side's thread is interrupted, both ways (checklist 29)")
    void deadline() {
        CallRequest request = CallRequest.of("wait", "deadline").withTimeout(Duration.ofMillis(200));
        assertThat(Errors.of(() -> theirs.call(request)).code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        awaitNote("deadline", "interrupted");

        assertThat(Errors.of(() -> plugin.call("give_up", ours.object())).code())
                .isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        await().until(() -> Objects.equals(ours.note("plugin"), "interrupted"));
    }

    @Test
    @DisplayName("can be cancelled, while others are served (checklist 30, 32)")
    void cancel() {
        CompletableFuture<?> call = theirs.callAsync(CallRequest.of("wait", "cancel"));
        awaitNote("cancel", "waiting");
        call.cancel(true);
        assertThatThrownBy(call::join).isInstanceOf(CancellationException.class);
        awaitNote("cancel", "interrupted");
    }

    @Test
    @DisplayName("end when their thread is interrupted (checklist 31)")
    void interrupt() throws InterruptedException {
        CompletableFuture<ErrorCode> code = new CompletableFuture<>();
        Thread caller = new Thread(() ->
                code.complete(Errors.of(() -> theirs.call("wait", "interrupt")).code()));
        caller.start();
        awaitNote("interrupt", "waiting");
        caller.interrupt();
        assertThat(code.join()).isEqualTo(ErrorCode.CANCELLED);
        caller.join();
        awaitNote("interrupt", "interrupted");
    }
}
