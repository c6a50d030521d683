package io.thriftplugins.example.sql;

import io.thriftplugins.Blob;
import io.thriftplugins.DataType;
import io.thriftplugins.KeyOperation;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import io.thriftplugins.RowSet;
import io.thriftplugins.RowSetBuilder;
import io.thriftplugins.RowSource;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Has functions with values and ways to end that real plugins seldom have. */
public final class EdgePlugin implements Plugin {

    /** Ends the process in a way that is no other test's. */
    static final int EXIT_CODE = 43;

    private final AtomicInteger open = new AtomicInteger();

    /** For {@link java.util.ServiceLoader}. */
    public EdgePlugin() {}

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("edge").version("1.0.0");
        for (String type : List.of(
                "integer", "string", "float", "boolean", "timestamp", "numeric", "interval", "any", "array", "map")) {
            plugin.function("same_" + type + "(v: " + type + "): " + type, call -> call.get("v"));
        }
        plugin.function(
                        "defaults(a: integer, b: integer = 7, c: string = 'x'): string",
                        call -> call.getLong("a") + " " + call.get("b") + " " + call.get("c"))
                .function(
                        "count_of(...items: any): integer",
                        call -> call.get("items", List.class).size())
                .function("bytes(): blob", call -> Blob.of(new byte[] {0, 1, -1}))
                .function("nothing(): void", call -> null)
                .function("no_rows(): object<IRowsInput>", call -> null)
                .function("edges(): object<IRowsInput>", call -> edges())
                .function("keyed(): object<IRowsInput>", call -> keyed())
                .function("numbers(many: integer): object<IRowsInput>", call -> numbers(call.getLong("many"), () -> {}))
                .function(
                        "fails_at(row: integer): object<IRowsInput>",
                        call -> numbers(call.getLong("row"), () -> {
                            throw new IllegalStateException("no more of this");
                        }))
                .function(
                        "dies_at(row: integer): object<IRowsInput>",
                        call -> numbers(
                                call.getLong("row"), () -> Runtime.getRuntime().halt(EXIT_CODE)))
                .function("die(): integer", call -> {
                    Runtime.getRuntime().halt(EXIT_CODE);
                    return 0;
                })
                .function("open_row_sets(): integer", call -> open.get());
    }

    private RowSetBuilder rowSet(String name) {
        open.incrementAndGet();
        return RowSet.builder(name).onClose(open::decrementAndGet);
    }

    private RowSet edges() {
        List<List<Object>> rows = List.of(
                Collections.nCopies(8, null),
                Arrays.asList(
                        Long.MAX_VALUE,
                        Double.MAX_VALUE,
                        new BigDecimal("9223372036854775807.999999999"),
                        true,
                        Instant.parse("9999-12-31T23:59:59Z"),
                        "ä漢😀'\n\"",
                        Duration.ofDays(999_999).plusMillis(1),
                        1L),
                Arrays.asList(
                        Long.MIN_VALUE,
                        -0.0,
                        new BigDecimal("-0.000000001"),
                        false,
                        Instant.parse("0001-01-01T00:00:00Z"),
                        "",
                        Duration.ofMillis(-1),
                        List.of("a", 2L)));
        return rowSet("edges")
                .column("i", DataType.INTEGER)
                .column("f", DataType.FLOAT)
                .column("n", DataType.NUMERIC)
                .column("b", DataType.BOOLEAN)
                .column("t", DataType.TIMESTAMP)
                .column("s", DataType.STRING)
                .column("d", DataType.INTERVAL)
                .column("a", DataType.ANY)
                .source(query -> RowSource.of(rows.iterator()))
                .build();
    }

    /** Can only be read with a value for its id, and gives one row for it. */
    private RowSet keyed() {
        return rowSet("keyed")
                .column("id", DataType.INTEGER)
                .column("square", DataType.INTEGER)
                .requiredKey("id", KeyOperation.EQUALS)
                .source(query -> {
                    long id = (Long) query.condition("id", KeyOperation.EQUALS).value();
                    return RowSource.of(List.of(List.of(id, id * id)).iterator());
                })
                .build();
    }

    /** The numbers from 0 on; what comes then. */
    private RowSet numbers(long many, Runnable then) {
        return rowSet("numbers")
                .column("number", DataType.INTEGER)
                .column("text", DataType.STRING)
                .source(query -> {
                    long[] next = {0};
                    return row -> {
                        if (next[0] == many) {
                            then.run();
                            return false;
                        }
                        row.setString(1, "row " + next[0]);
                        row.setLong(0, next[0]++);
                        return true;
                    };
                })
                .build();
    }
}
