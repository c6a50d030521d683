package io.thriftplugins.e2e.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.TestHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
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
@DisplayName("A caller who gives up")
final class GivingUpTest {

    private final Map<String, String> notes = new ConcurrentHashMap<>();

    @Parameter
    private String transport;

    private SharedPlugin shared;
    private PluginHandle plugin;

    @BeforeParameterizedClassInvocation(injectArguments = false)
    void start(@TempDir Path directory) {
        shared = SharedPlugin.start(
                directory,
                transport,
                options -> options.function("wait(name: string)", call -> {
                    notes.put(call.getString("name"), "waiting");
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        notes.put(call.getString("name"), "interrupted");
                        throw e;
                    }
                    return null;
                }));
        plugin = shared.plugin();
    }

    @AfterParameterizedClassInvocation(injectArguments = false)
    void stop() {
        shared.close();
    }

    @Test
    @DisplayName("by deadline returns at once, and the plugin's thread is interrupted (checklist 29)")
    void deadline() {
        var request = CallRequest.of("wait", "deadline").withTimeout(Duration.ofMillis(200));

        var error = Errors.of(() -> plugin.call(request));

        assertThat(error.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        awaitNote("deadline", "interrupted");
        assertThat(plugin.call("add", 1)).isEqualTo(11L);
    }

    @Test
    @DisplayName("by cancelling returns at once, and the plugin's thread is interrupted (checklist 30)")
    void cancel() {
        CompletableFuture<?> call = plugin.callAsync(CallRequest.of("wait", "cancel"));
        awaitNote("cancel", "waiting");

        call.cancel(true);

        assertThatThrownBy(call::join).isInstanceOf(CancellationException.class);
        awaitNote("cancel", "interrupted");
        assertThat(plugin.call("add", 1)).isEqualTo(11L);
    }

    @Test
    @DisplayName("by interrupt returns at once, and the plugin's thread is interrupted (checklist 31)")
    void interrupt() throws InterruptedException {
        CompletableFuture<PluginException> error = new CompletableFuture<>();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            error.complete(Errors.of(() -> plugin.call("wait", "interrupt")));
            flag.complete(Thread.currentThread().isInterrupted());
        });
        caller.start();
        awaitNote("interrupt", "waiting");

        caller.interrupt();

        assertThat(error.join().code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(flag.join()).isTrue();
        caller.join();
        awaitNote("interrupt", "interrupted");
        assertThat(plugin.call("add", 1)).isEqualTo(11L);
    }

    @Test
    @DisplayName("while the plugin waits for the host ends that call too (checklist 29, 31)")
    void nested() {
        var request = CallRequest.of("wait_in_host", "nested").withTimeout(Duration.ofMillis(500));

        var error = Errors.of(() -> plugin.call(request));

        assertThat(error.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        awaitNote("nested", "CANCELLED");
        await().untilAsserted(() -> assertThat(notes.get("nested")).isEqualTo("interrupted"));
        assertThat(plugin.call("add", 1)).isEqualTo(11L);
    }

    @Test
    @DisplayName("before the call is made leaves the connection alone (checklist 31)")
    void interruptedBefore() {
        Thread.currentThread().interrupt();
        try {
            assertThat(Errors.of(() -> plugin.call("add", 1)).code()).isEqualTo(ErrorCode.CANCELLED);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(plugin.call("add", 1)).isEqualTo(11L);
    }

    private void awaitNote(String name, String note) {
        await(name + " is " + note)
                .atMost(Duration.ofSeconds(20))
                .until(() -> Objects.equals(plugin.call("note", name), note));
    }
}
