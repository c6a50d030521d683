package io.thriftplugins.e2e.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.TypedInterface;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.server.PluginSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
@DisplayName("A call through a typed interface")
final class TypedFaultsTest {

    @Parameter
    private String transport;

    private TestHost host;
    private PluginSource source;
    private PluginHandle plugin;
    private Calculator calculator;

    @BeforeEach
    void start(@TempDir Path directory) {
        host = TestHost.start(transport, options -> options.function("other(): string", call -> "other"));
        source = PluginJars.source(directory, CalculatorPlugin.class, CalculatorImpl.class, Calculator.class);
        plugin = host.load(source);
        calculator = plugin.as(Calculator.class);
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private static <T> FutureTask<T> onItsOwnThread(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        new Thread(task).start();
        return task;
    }

    private void awaitBegun(int number) {
        await().until(() -> calculator.begun() == number);
    }

    private void awaitCancelled(int number) {
        await().until(() -> calculator.cancelled() == number);
    }

    @Test
    @DisplayName("that is asynchronous and cancelled is cancelled at the other end, too (checklist 31)")
    void cancelled() {
        CompletableFuture<Void> hanging = calculator.hang().toCompletableFuture();
        awaitBegun(1);
        hanging.cancel(true);
        awaitCancelled(1);
        var timed = calculator.hang().toCompletableFuture().orTimeout(2, TimeUnit.SECONDS);
        assertThatThrownBy(timed::get).hasCauseInstanceOf(java.util.concurrent.TimeoutException.class);
        awaitCancelled(2);
    }

    @Test
    @DisplayName("ends at its deadline, and the other end is interrupted (checklist 29)")
    void deadline() {
        Calculator hasty = plugin.as(TypedInterface.of(Calculator.class).withTimeout(Duration.ofSeconds(1)));
        assertThat(Errors.of(hasty::waitForInterrupt).code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        awaitCancelled(1);
        assertThat(Errors.in(hasty.hang().toCompletableFuture()).code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        awaitCancelled(2);
        assertThat(hasty.add(1, 2)).isEqualTo(3);
    }

    @Test
    @DisplayName("that declares InterruptedException throws it when its thread is interrupted (checklist 31)")
    void interrupted() throws Exception {
        List<Boolean> flags = new ArrayList<>();
        FutureTask<String> waiting = new FutureTask<>(() -> {
            try {
                calculator.waitForInterrupt();
                return "returned";
            } catch (InterruptedException e) {
                flags.add(Thread.currentThread().isInterrupted());
                return "interrupted";
            }
        });
        Thread thread = new Thread(waiting);
        thread.start();
        awaitBegun(1);
        thread.interrupt();
        assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo("interrupted");
        assertThat(flags).containsExactly(false);
    }

    @Test
    @DisplayName("may be one of many at once on one proxy (checklist 22)")
    void concurrent() throws Exception {
        List<FutureTask<Long>> calls = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            long number = i;
            calls.add(onItsOwnThread(() -> {
                long sum = 0;
                for (int j = 0; j < 50; j++) {
                    sum = calculator.add(sum, number);
                }
                return sum;
            }));
        }
        for (int i = 0; i < calls.size(); i++) {
            assertThat(calls.get(i).get(30, TimeUnit.SECONDS)).isEqualTo(50L * i);
        }
    }

    @Test
    @DisplayName("fails with what is known when the plugin ends in the middle, asynchronous or not (checklist 42, 44)")
    void endInTheMiddle() throws Exception {
        CompletableFuture<Void> hanging = calculator.hang().toCompletableFuture();
        FutureTask<Void> waiting = onItsOwnThread(() -> {
            calculator.waitForInterrupt();
            return null;
        });
        awaitBegun(2);
        CompletableFuture<Integer> counting = calculator
                .countTo(
                        1,
                        steps -> plugin.callAsync(io.thriftplugins.CallRequest.of("halt"))
                                .join())
                .toCompletableFuture();

        for (var call : List.of(hanging, waiting, counting)) {
            var error = Errors.in(call);
            assertThat(error.code()).isEqualTo(ErrorCode.PLUGIN_ENDED);
            assertThat(error).hasMessageContaining("9");
        }
    }

    @Test
    @DisplayName("of a plugin that was loaded again needs a proxy of its new handle")
    void loadedAgain() {
        plugin.close();
        assertThat(Errors.of(() -> calculator.add(1, 2)).code()).isEqualTo(ErrorCode.CLOSED);
        assertThat(calculator).hasToString("Calculator of plugin 'CalculatorPlugin'");
        plugin = host.load(source);
        assertThat(Errors.of(() -> calculator.add(1, 2)).code()).isEqualTo(ErrorCode.CLOSED);
        assertThat(plugin.as(Calculator.class).add(1, 2)).isEqualTo(3);
    }

    @Test
    @DisplayName("of the host needs what the host offers, which the plugin learns when it makes the proxy")
    void notOffered() {
        assertThat(plugin.call("host_as_ordinal"))
                .isEqualTo(CalculatorPlugin.Ordinal.class.getName()
                        + " doesn't fit the host: 'ordinal_ordinal(number: integer): string' is not there");
    }
}
