package io.thriftplugins.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionInfo;
import io.thriftplugins.FunctionSignature;
import io.thriftplugins.Limit;
import io.thriftplugins.Limits;
import io.thriftplugins.PluginException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a host keeps of a plugin, and how much of a plugin it takes in a second, at the limit and one beyond. */
final class PluginLimitsTest {

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    @Test
    void functionsPerPlugin() {
        OfferedFunctions offered = new OfferedFunctions("p", Limits.DEFAULT.with(Limit.MAX_FUNCTIONS, 3));
        offered.add(functions(0, 2, ""));

        assertExceeds("4 functions in all; the limit is maxFunctions = 3", () -> offered.add(functions(2, 4, "")));
        offered.add(functions(2, 3, ""));
        assertThat(offered.all()).hasSize(3);
    }

    @Test
    void bytesOfFunctionsThatAreAddedLittleByLittle() {
        OfferedFunctions offered = new OfferedFunctions("p", Limits.DEFAULT.with(Limit.MAX_REGISTRATION_BYTES, 1024));
        // Each has a signature of ten characters: f0(): void.
        offered.add(functions(0, 1, "x".repeat(1000)));

        assertExceeds(
                "1025 bytes of functions in all; the limit is maxRegistrationBytes = 1024",
                () -> offered.add(functions(1, 2, "x".repeat(5))));
        offered.add(functions(1, 2, "x".repeat(4)));
    }

    @Test
    void bytesOfParameters() {
        OfferedFunctions offered = new OfferedFunctions("p", Limits.DEFAULT.with(Limit.MAX_REGISTRATION_BYTES, 1024));
        String parameters =
                IntStream.range(100, 150).mapToObj(i -> "p" + i + ": any").collect(Collectors.joining(", "));
        offered.add(List.of(function("a(" + parameters + ")")));

        assertExceeds(
                "bytes of functions in all; the limit is maxRegistrationBytes = 1024",
                () -> offered.add(List.of(function("b(" + parameters + ")"))));
        assertThat(offered.all()).hasSize(1);
    }

    @Test
    @DisplayName("functions of which one can't be added: none is, and their names stay free")
    void allOrNone() {
        OfferedFunctions offered = new OfferedFunctions("p", Limits.DEFAULT);
        offered.add(List.of(function("a()")));

        assertThatThrownBy(() -> offered.add(List.of(function("b()"), function("A()"))))
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DUPLICATE_FUNCTION));
        offered.add(List.of(function("b()")));
        assertThat(offered.all()).hasSize(2);
    }

    @Test
    void valuesOfTheConfiguration() {
        SharedConfiguration configuration = new SharedConfiguration(Limits.DEFAULT.with(Limit.MAX_CONFIG_VALUES, 2));
        configuration.set("p", "a", 1L);
        configuration.set("p", "b", 1L);

        assertExceeds("maxConfigValues = 2", () -> configuration.set("p", "c", 1L));
        configuration.set("p", "b", 2L);
        configuration.set("p", "a", null);
        configuration.set("p", "c", 3L);
        assertThat(configuration.get("p", "b")).isEqualTo(2L);
        assertThat(configuration.get("p", "c")).isEqualTo(3L);
    }

    @Test
    @DisplayName("a plugin adds so many values to the configuration, and leaves others their part")
    void valuesOfOnePlugin() {
        SharedConfiguration configuration =
                new SharedConfiguration(Limits.DEFAULT.with(Limit.MAX_CONFIG_VALUES_PER_PLUGIN, 2));
        configuration.set("p", "a", 1L);
        configuration.set("p", "b", 1L);

        assertExceeds("maxConfigValuesPerPlugin = 2", () -> configuration.set("p", "c", 1L));
        configuration.set("p", "missing", null);
        assertExceeds("maxConfigValuesPerPlugin = 2", () -> configuration.set("p", "c", 1L));
        configuration.set("q", "c", 1L);
        configuration.set("p", "c", 2L);
        // Whoever removes it, it was the first plugin's.
        configuration.set("q", "a", null);
        configuration.set("p", "d", 1L);
        assertThat(configuration.get("q", "c")).isEqualTo(2L);
        assertThat(configuration.get("q", "a")).isNull();
    }

    @Test
    void lengthOfLogMessages() {
        assertThat(PluginLog.cut("x".repeat(100), 100)).isEqualTo("x".repeat(100));
        assertThat(PluginLog.cut("x".repeat(101), 100))
                .isEqualTo("x".repeat(100) + "... (1 more characters than the limit maxLogLength = 100)");
    }

    @Test
    @DisplayName("a rate allows a second's worth at once, then as much as time passes; what exceeds it waits")
    void rate() {
        AtomicLong now = new AtomicLong();
        RateLimit rate = new RateLimit(1000, now::get);

        assertThat(rate.allowed()).isEqualTo(1000);
        assertThat(rate.use(1000)).isZero();
        assertThat(rate.allowed()).isZero();
        assertThat(rate.use(1)).isEqualTo(MILLI);
        now.addAndGet(MILLI);
        assertThat(rate.allowed()).isZero();
        now.addAndGet(MILLI);
        assertThat(rate.allowed()).isOne();
        now.addAndGet(TimeUnit.HOURS.toNanos(1));
        assertThat(rate.allowed()).isEqualTo(1000);
    }

    @Test
    @DisplayName("a process that floods stdout is read at its rate, and to its end when it has ended (checklist 18)")
    void outputRate() {
        List<String> lines = new ArrayList<>();
        Limits limits = Limits.DEFAULT.with(Limit.MAX_OUTPUT_RATE, 10);
        PumpedStream stream = new PumpedStream(
                new ByteArrayInputStream("line\n".repeat(1000).getBytes(StandardCharsets.UTF_8)),
                lines::add,
                "",
                limits);
        byte[] buffer = new byte[65_536];
        for (int i = 0; i < 20; i++) {
            int unused = stream.poll(buffer, false);
        }
        // Ten at once, and some more if the machine was busy meanwhile.
        assertThat(lines).hasSizeBetween(10, 900);

        while (stream.poll(buffer, true) > 0) {}
        stream.finish();

        assertThat(lines).hasSize(1000).containsOnly("line");
    }

    @Test
    @DisplayName("so many plugins are launched at once, others in the order of asking, or not at all if given up")
    void launches() {
        LaunchGate gate = new LaunchGate(2);
        List<LaunchGate.Turn> turns =
                IntStream.range(0, 5).mapToObj(i -> gate.enter()).toList();
        assertThat(granted(turns)).containsExactly(0, 1);

        turns.get(2).end();
        turns.get(0).end();
        turns.get(0).end();
        assertThat(granted(turns)).containsExactly(0, 1, 3);
        turns.get(1).end();
        turns.get(3).end();
        assertThat(granted(turns)).containsExactly(0, 1, 3, 4);
        turns.get(4).end();
        assertThat(gate.enter().granted()).isCompleted();
        assertThat(gate.enter().granted()).isCompleted();
        assertThat(gate.enter().granted()).isNotDone();
    }

    private static List<Integer> granted(List<LaunchGate.Turn> turns) {
        return IntStream.range(0, turns.size())
                .filter(i -> turns.get(i).granted().isDone())
                .boxed()
                .toList();
    }

    private static List<FunctionInfo> functions(int from, int to, String description) {
        return IntStream.range(from, to)
                .mapToObj(i -> new FunctionInfo(FunctionSignature.parse("f" + i + "()"), description, false, false))
                .toList();
    }

    private static FunctionInfo function(String signature) {
        return new FunctionInfo(FunctionSignature.parse(signature), "", false, false);
    }

    private static void assertExceeds(String limit, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED))
                .hasMessageContaining(limit);
    }
}
