package io.thriftplugins.example.snippets.typed;

import io.thriftplugins.PluginHandle;
import io.thriftplugins.TypedInterface;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.ThriftPluginsLoader;
import io.thriftplugins.server.ThriftPluginsServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Loads the plugin that its argument names, and calls it. */
public final class CalculatorHost {

    private CalculatorHost() {}

    public static void main(String[] args) {
        try (ThriftPluginsServer server = ThriftPluginsServer.builder().build().start();
                ThriftPluginsLoader loader = ThriftPluginsLoader.of(server)) {
            PluginHandle plugin = loader.load(PluginSource.of(Path.of(args[0])));

            // Fails here if the plugin doesn't offer all of it. To be passed around, and called by many threads.
            Calculator calculator = plugin.as(Calculator.class);
            System.out.println(calculator.add(1, 2));
            System.out.println(calculator.describe(List.of(1.0, 2.0)));
            calculator
                    .sumUpTo(100, percent -> System.out.println(percent + " %"))
                    .thenAccept(System.out::println)
                    .toCompletableFuture()
                    .join();
            try {
                // Another time limit for each call.
                plugin.as(TypedInterface.of(Calculator.class).withTimeout(Duration.ofSeconds(5)))
                        .divide(1, 0);
            } catch (Calculator.DivisionByZero e) {
                System.out.println(e.getMessage());
            }
            // The same functions without the interface, as peers in other languages have them.
            System.out.println(plugin.call("calculator_describe", List.of()));
        }
    }
}
