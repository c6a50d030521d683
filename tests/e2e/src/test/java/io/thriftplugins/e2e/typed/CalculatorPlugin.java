package io.thriftplugins.e2e.typed;

import io.thriftplugins.Host;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import io.thriftplugins.e2e.typed.Calculator.DivisionByZero;
import io.thriftplugins.e2e.typed.Calculator.Point;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Exports a calculator, and uses that of its host. */
public final class CalculatorPlugin implements Plugin {

    private volatile @Nullable Host host;
    private volatile @Nullable Object held;

    /** For the loader. */
    public CalculatorPlugin() {}

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("calculator")
                .version("1")
                .export(Calculator.class, new CalculatorImpl())
                .function("use_host(): string", call -> useHost())
                .function("host_as_ordinal(): string", call -> mismatch())
                .function("hold_session()", call -> {
                    held = hostCalculator().open("held by the plugin");
                    return null;
                })
                .function("halt()", call -> {
                    Runtime.getRuntime().halt(9);
                    return null;
                });
    }

    @Override
    public void start(Host startedBy) {
        host = startedBy;
    }

    private Calculator hostCalculator() {
        return Objects.requireNonNull(host).as(Calculator.class);
    }

    private String useHost() throws InterruptedException, ExecutionException {
        Calculator calculator = hostCalculator();
        StringBuilder log = new StringBuilder();
        log.append(calculator.twice(4)).append(' ');
        log.append(calculator.move(new Point(1, 2), Calculator.Direction.RIGHT, Optional.empty()))
                .append(' ');
        log.append(calculator.map(List.of(1, 2), n -> n * n)).append(' ');
        var counted = calculator.countTo(2, log::append);
        log.append(counted.toCompletableFuture().get()).append(' ');
        try (Calculator.Session session = calculator.open("a");
                Calculator.Session child = session.child("b")) {
            log.append(child.name()).append(' ');
        }
        log.append(calculator.closedSessions()).append(' ');
        try {
            log.append(calculator.divide(1, 0));
        } catch (DivisionByZero e) {
            log.append(e.getMessage());
        }
        return log.toString();
    }

    private String mismatch() {
        try {
            return Objects.requireNonNull(host).as(Ordinal.class).toString();
        } catch (RuntimeException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** What the host doesn't have. */
    interface Ordinal {
        String ordinal(int number);
    }
}
