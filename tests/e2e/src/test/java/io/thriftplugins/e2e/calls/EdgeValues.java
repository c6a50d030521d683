package io.thriftplugins.e2e.calls;

import io.thriftplugins.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Values of every type, those at the edges too, and what each must arrive as. Host and plugin have the same ones. */
public final class EdgeValues {

    private EdgeValues() {}

    /** A value and what it arrives as. */
    public record Edge(@Nullable Object sent, @Nullable Object arriving) {}

    public static List<Edge> all() {
        List<Edge> all = new ArrayList<>();
        scalars(all);
        times(all);
        decimals(all);
        collections(all);
        return all;
    }

    private static void scalars(List<Edge> all) {
        same(all, null, true, false);
        same(all, 0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE);
        all.add(new Edge((byte) -128, -128L));
        all.add(new Edge((short) 32767, 32767L));
        all.add(new Edge(Integer.MIN_VALUE, (long) Integer.MIN_VALUE));
        all.add(new Edge(BigInteger.valueOf(Long.MIN_VALUE), Long.MIN_VALUE));
        same(all, 0.0, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, Double.NaN);
        same(all, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
        all.add(new Edge(0.5f, 0.5));
        same(all, "", " ", "\0", "line\r\nline", "äß漢字", "\uD83D\uDE00", "x".repeat(1_000_000));
        all.add(new Edge(CharBuffer.wrap("text"), "text"));
        all.add(new Edge('c', "c"));
        all.add(new Edge(TimeUnit.DAYS, "DAYS"));
        same(all, new Json("{\"a\": [1, null]}"), new Json(""));
    }

    private static void times(List<Edge> all) {
        same(all, Instant.EPOCH, Instant.parse("1969-12-31T23:59:59Z"), Instant.parse("9999-12-31T23:59:59Z"));
        all.add(new Edge(Instant.parse("2024-02-29T12:00:00.999Z"), Instant.parse("2024-02-29T12:00:00Z")));
        all.add(new Edge(Instant.MAX, Instant.ofEpochSecond(Instant.MAX.getEpochSecond())));
        same(all, Instant.MIN);
        same(all, Duration.ZERO, Duration.ofMillis(-1), Duration.ofDays(100_000), Duration.ofMillis(Long.MAX_VALUE));
        all.add(new Edge(Duration.ofNanos(1_999_999), Duration.ofMillis(1)));
    }

    private static void decimals(List<Edge> all) {
        same(all, new BigDecimal("0"), new BigDecimal("-0.000000001"), new BigDecimal("123.456"));
        same(all, new BigDecimal(Long.MAX_VALUE + ".999999999"), new BigDecimal(Long.MIN_VALUE + ".999999999"));
        all.add(new Edge(new BigDecimal("1.50"), new BigDecimal("1.5")));
        all.add(new Edge(new BigDecimal("1e3"), new BigDecimal("1000")));
    }

    private static void collections(List<Edge> all) {
        same(all, List.of(), Map.of(), Arrays.asList(1L, null, "three", List.of(List.of())));
        all.add(new Edge(new Object[] {1, "two"}, List.of(1L, "two")));
        Map<Object, @Nullable Object> mixed = new LinkedHashMap<>();
        mixed.put("null", null);
        mixed.put(1L, List.of(Map.of("deep", new BigDecimal("0.1"))));
        mixed.put(true, Instant.EPOCH);
        mixed.put(List.of("a list"), Duration.ofMillis(5));
        same(all, mixed);
        Object nested = "core";
        for (int i = 0; i < 50; i++) {
            nested = List.of(nested);
        }
        same(all, nested);
    }

    private static void same(List<Edge> all, @Nullable Object... values) {
        // A lone null is taken for no array at all.
        for (Object value : values) {
            all.add(new Edge(value, value));
        }
    }
}
