package io.thriftplugins.e2e.rows;

import io.thriftplugins.Column;
import io.thriftplugins.DataType;
import io.thriftplugins.Json;
import io.thriftplugins.RowSet;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row set with every type of column, and values at their limits. */
final class EdgeRows {

    static final List<Column> COLUMNS = List.of(
            Column.of("integer", DataType.INTEGER),
            Column.of("float", DataType.FLOAT),
            Column.of("boolean", DataType.BOOLEAN),
            Column.of("string", DataType.STRING),
            Column.of("timestamp", DataType.TIMESTAMP),
            Column.of("interval", DataType.INTERVAL),
            Column.of("numeric", DataType.NUMERIC),
            Column.of("array", DataType.ARRAY),
            Column.of("map", DataType.MAP),
            Column.of("json", DataType.OBJECT),
            Column.of("any", DataType.ANY),
            Column.of("nothing", DataType.NULL));

    private EdgeRows() {}

    /** The rows, with the values as they arrive. */
    static List<List<@Nullable Object>> rows() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        rows.add(row(
                Long.MIN_VALUE,
                Double.NaN,
                true,
                "",
                Instant.ofEpochSecond(-1),
                Duration.ofMillis(-1),
                new BigDecimal("-9223372036854775808.999999999"),
                List.of(),
                Map.of(),
                new Json("{}"),
                1L,
                null));
        rows.add(row(
                Long.MAX_VALUE,
                -0.0,
                false,
                "\u00e4\u20ac\ud83d\ude00\u0000 end",
                Instant.EPOCH,
                Duration.ofMillis(Long.MAX_VALUE),
                new BigDecimal("0.000000001"),
                Arrays.asList(1L, null, List.of("deep")),
                Collections.singletonMap("key", null),
                new Json("[1, 2]"),
                "text",
                null));
        rows.add(Collections.nCopies(COLUMNS.size(), null));
        rows.add(row(
                0L,
                Double.POSITIVE_INFINITY,
                true,
                "x".repeat(100_000),
                Instant.parse("9999-12-31T23:59:59Z"),
                Duration.ZERO,
                BigDecimal.ZERO,
                List.of(List.of(List.of())),
                Map.of(1L, 2.5),
                new Json("null"),
                List.of(true),
                null));
        return rows;
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    static RowSet rowSet() {
        return RowSet.of("edges", COLUMNS, rows());
    }
}
