package io.thriftplugins.e2e.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.e2e.typed.Calculator.Listener;
import io.thriftplugins.e2e.typed.Calculator.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
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
@DisplayName("An object of a typed interface")
final class LifetimesTest {

    private static final int MAX_HANDLES = 5;

    @Parameter
    private String transport;

    private final CalculatorImpl calculatorHere = new CalculatorImpl();
    private TestHost host;
    private PluginHandle plugin;
    private Calculator calculator;

    @BeforeEach
    void start(@TempDir Path directory) {
        host = TestHost.start(
                transport, options -> options.maxHandles(MAX_HANDLES).export(Calculator.class, calculatorHere));
        plugin =
                host.load(PluginJars.source(directory, CalculatorPlugin.class, CalculatorImpl.class, Calculator.class));
        calculator = plugin.as(Calculator.class);
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    @DisplayName("that is passed is called back, and released when the call is over (checklist 34)")
    void lent() {
        List<Integer> seen = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 4 * MAX_HANDLES; i++) {
            assertThat(calculator.map(List.of(1, 2, 3), n -> n * n)).containsExactly(1, 4, 9);
            assertThat(Errors.of(() -> calculator.map(List.of(1), n -> {
                        throw new IllegalStateException("not today");
                    })))
                    .hasMessageContaining("not today");
            int end = 3;
            assertThat(calculator.countTo(end, seen::add).toCompletableFuture().join())
                    .isEqualTo(end);
        }
        assertThat(seen).startsWith(1, 2, 3).hasSize(12 * MAX_HANDLES);
    }

    @Test
    @DisplayName("that was only lent can't be used later, and the message says what to do")
    void notKept() {
        AtomicInteger calls = new AtomicInteger();
        calculator.keep(steps -> calls.incrementAndGet());
        assertThat(Errors.of(calculator::useKept))
                .hasMessageContaining("lent for the call that passed it")
                .hasMessageContaining("extend AutoCloseable");
        assertThat(calls).hasValue(0);
    }

    @Test
    @DisplayName("that can be closed can be kept; closing it releases it and leaves it to its owner")
    void kept() {
        AtomicInteger closed = new AtomicInteger();
        List<String> told = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 2 * MAX_HANDLES; i++) {
            calculator.subscribe(new Listener() {
                @Override
                public void told(String text) {
                    told.add(text);
                }

                @Override
                public void close() {
                    closed.incrementAndGet();
                }
            });
            calculator.tell("news " + i);
        }
        assertThat(told).hasSize(2 * MAX_HANDLES).startsWith("news 0");
        assertThat(closed).hasValue(0);
        assertThat(Errors.of(() -> calculator.tell("more")).code()).isEqualTo(ErrorCode.OBJECT_RELEASED);
    }

    @Test
    @DisplayName("that is returned is its receiver's, who closes it once")
    void handedOver() {
        Session session = calculator.open("one");
        try (Session child = session.child("two")) {
            assertThat(child.name()).isEqualTo("one/two");
            assertThat(child).hasToString("Session of RemoteObject[GENERIC 'session' of plugin 'CalculatorPlugin']");
        }
        assertThat(calculator.closedSessions()).isEqualTo(1);
        session.close();
        session.close();
        assertThat(calculator.closedSessions()).isEqualTo(2);
        assertThat(Errors.of(session::name).code()).isEqualTo(ErrorCode.OBJECT_RELEASED);
    }

    @Test
    @DisplayName("of the host is closed when the plugin that holds it ends, and those of the plugin fail")
    void end() {
        Session session = calculator.open("of the plugin");
        plugin.call("hold_session");
        assertThat(calculatorHere.closedSessions()).isZero();
        assertThat(Errors.of(() -> plugin.call("halt")).code()).isEqualTo(ErrorCode.PLUGIN_ENDED);
        await().until(() -> calculatorHere.closedSessions() == 1);
        assertThat(Errors.of(session::name).code()).isEqualTo(ErrorCode.PLUGIN_ENDED);
        session.close();
    }
}
