package io.thriftplugins.e2e.rows;

import io.thriftplugins.Column;
import io.thriftplugins.DataType;
import io.thriftplugins.Json;
import io.thriftplugins.RowSet;
import io.thriftplugins.RowSource;
import io.thriftplugins.RowWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
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

    /** Nothing, one byte of each value, nothing at all. */
    static RowSet bytes() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        List<List<Object>> rows = List.of(List.of(new byte[0]), List.of(all), List.of());
        return RowSet.of("bytes", List.of(Column.of("bytes", DataType.BLOB)), rows);
    }

    /** Rows that have no value at all. */
    static RowSet nulls(long count) {
        return RowSet.builder("nulls")
                .column("n", DataType.INTEGER)
                .column("s", DataType.STRING)
                .source(query -> new RowSource() {
                    private long left = count;

                    @Override
                    public boolean next(RowWriter row) {
                        return left-- > 0;
                    }
                })
                .build();
    }

    /** A hundred rows with many columns, each of which holds the sum of its own number and its row's. */
    static RowSet wide(long columns) {
        List<Column> all = LongStream.range(0, columns)
                .mapToObj(i -> Column.of("c" + i, DataType.INTEGER))
                .toList();
        List<List<Long>> rows = LongStream.range(0, 100)
                .mapToObj(row ->
                        LongStream.range(0, columns).mapToObj(i -> row + i).toList())
                .toList();
        return RowSet.of("wide", all, rows);
    }

    /** The second row has a number with more digits than can be sent. */
    static RowSet unsendable() {
        List<List<Object>> rows = List.of(List.of(BigDecimal.ONE), List.of(new BigDecimal("1e30")));
        return RowSet.of("unsendable", List.of(Column.of("d", DataType.NUMERIC)), rows);
    }

    static RowSet rowSet() {
        return RowSet.of("edges", COLUMNS, rows());
    }
}
