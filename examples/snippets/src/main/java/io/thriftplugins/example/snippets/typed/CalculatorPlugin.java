package io.thriftplugins.example.snippets.typed;

import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Offers the interface. */
public final class CalculatorPlugin implements Plugin, Calculator {

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("calculator").version("1.0").export(Calculator.class, this);
    }

    @Override
    public long add(long a, long b) {
        return a + b;
    }

    @Override
    public double divide(double a, double b) throws DivisionByZero {
        if (b == 0) {
            throw new DivisionByZero(a + " by zero");
        }
        return a / b;
    }

    @Override
    public Summary describe(List<Double> numbers) {
        OptionalDouble mean = numbers.stream().mapToDouble(n -> n).average();
        return new Summary(numbers.size(), mean.isPresent() ? Optional.of(mean.getAsDouble()) : Optional.empty());
    }

    @Override
    public CompletionStage<Long> sumUpTo(long end, Progress progress) {
        progress.done(50);
        return CompletableFuture.completedFuture(end * (end + 1) / 2);
    }
}
