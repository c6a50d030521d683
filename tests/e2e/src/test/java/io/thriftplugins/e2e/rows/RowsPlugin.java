package io.thriftplugins.e2e.rows;

import io.thriftplugins.DataType;
import io.thriftplugins.FunctionCall;
import io.thriftplugins.Host;
import io.thriftplugins.KeyCondition;
import io.thriftplugins.KeyOperation;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import io.thriftplugins.RowColumn;
import io.thriftplugins.RowCursor;
import io.thriftplugins.RowMapping;
import io.thriftplugins.RowQuery;
import io.thriftplugins.RowSet;
import io.thriftplugins.RowSource;
import io.thriftplugins.RowWriter;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A plugin that gives row sets to its host and reads those of its host. */
public final class RowsPlugin implements Plugin {

    private static final RowMapping<Person> PEOPLE = RowMapping.of(MethodHandles.lookup(), Person.class);

    private final AtomicInteger closedSources = new AtomicInteger();
    private final AtomicInteger closedSets = new AtomicInteger();
    private final AtomicInteger interrupted = new AtomicInteger();
    private final AtomicInteger produced = new AtomicInteger();

    private volatile @Nullable Host host;

    /** What a reader wanted last. */
    private volatile @Nullable RowQuery seen;

    /** For the loader. */
    public RowsPlugin() {}

    /** A row that is a record. */
    record Person(
            long id,
            String name,

            @RowColumn(value = "size", description = "in metres")
            double height) {}

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("rows")
                .version("1")
                .function("numbers(count: integer): object<IRowsInput>", this::numbers)
                .function("people(): object<IRowsInput>", call -> RowSet.of("people", PEOPLE, people(3)))
                .function(
                        "people_stream(): object<IRowsIterator>",
                        call -> RowSet.ofStream("people", PEOPLE, people(3).stream()))
                .function("edges(): object<IRowsInput>", call -> EdgeRows.rowSet())
                .function("bytes(): object<IRowsInput>", call -> EdgeRows.bytes())
                .function("nulls(count: integer): object<IRowsInput>", call -> EdgeRows.nulls(call.getLong("count")))
                .function("wide(columns: integer): object<IRowsInput>", call -> EdgeRows.wide(call.getLong("columns")))
                .function("unsendable(): object<IRowsInput>", call -> EdgeRows.unsendable())
                .function("orders(): object<IRowsInput>", call -> orders())
                .function("failing(after: integer): object<IRowsInput>", RowsPlugin::failing)
                .function("mismatching(): object<IRowsInput>", call -> mismatching())
                .function("large(count: integer, bytes: integer): object<IRowsInput>", this::large)
                .function("stuck(): object<IRowsInput>", call -> stuck())
                .function("table(): object<IRowsInput>", call -> EditableTable.rowSet())
                .function("sum(rows: object<IRowsInput>): integer", RowsPlugin::sum)
                .function("pass_on(rows: object<IRowsInput>): object<IRowsInput>", call -> call.getRowSet("rows"))
                .function("closed_sources(): integer", call -> closedSources.get())
                .function("closed_sets(): integer", call -> closedSets.get())
                .function("interrupted(): integer", call -> interrupted.get())
                .function("produced(): integer", call -> produced.get())
                .function("seen(): string", call -> String.valueOf(seen))
                .function("halt()", call -> {
                    Runtime.getRuntime().halt(9);
                    return null;
                });
    }

    @Override
    public void start(Host theHost) {
        host = theHost;
    }

    private static List<Person> people(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Person(i, "person " + i, 1.5 + i / 10.0))
                .toList();
    }

    /** Rows that count up. */
    private RowSet numbers(FunctionCall call) {
        long count = call.getLong("count");
        return RowSet.builder("numbers")
                .column("id", DataType.INTEGER)
                .column("half", DataType.FLOAT)
                .column("text", DataType.STRING)
                .source(query -> {
                    seen = query;
                    return new Counting(count);
                })
                .onClose(closedSets::incrementAndGet)
                .build();
    }

    private final class Counting implements RowSource {

        private final long count;
        private long next;

        Counting(long count) {
            this.count = count;
        }

        @Override
        public boolean next(RowWriter row) {
            if (next == count) {
                return false;
            }
            row.setLong(0, next);
            row.setDouble(1, next / 2.0);
            row.setString(2, "row " + next);
            next++;
            produced.incrementAndGet();
            return true;
        }

        @Override
        public void close() {
            closedSources.incrementAndGet();
        }
    }

    private static RowSet orders() {
        List<List<Object>> all = List.of(List.of("ada", 1L), List.of("bob", 2L), List.of("ada", 3L));
        return RowSet.builder("orders")
                .description("Who ordered what")
                .column("customer", DataType.STRING)
                .column("number", DataType.INTEGER)
                .requiredKey("customer", KeyOperation.EQUALS)
                .key("number", KeyOperation.GREATER, KeyOperation.LESS_OR_EQUALS)
                .uniqueKey("orders", "1")
                .source(query -> RowSource.of(all.stream()
                        .filter(row -> query.conditions().stream().allMatch(condition -> holds(condition, row)))
                        .iterator()))
                .build();
    }

    private static boolean holds(KeyCondition condition, List<Object> row) {
        Object value = Objects.requireNonNull(condition.value());
        return switch (condition.operation()) {
            case EQUALS -> row.get(0).equals(value);
            case GREATER -> (Long) row.get(1) > (Long) value;
            default -> (Long) row.get(1) <= (Long) value;
        };
    }

    private static RowSet failing(FunctionCall call) {
        long after = call.getLong("after");
        return RowSet.builder("failing")
                .column("id", DataType.INTEGER)
                .source(query -> new RowSource() {
                    private long next;

                    @Override
                    public boolean next(RowWriter row) throws Exception {
                        if (next == after) {
                            throw new java.io.IOException("disk on fire");
                        }
                        row.setLong(0, next++);
                        return true;
                    }
                })
                .build();
    }

    private static RowSet mismatching() {
        return RowSet.builder("mismatching")
                .column("id", DataType.INTEGER)
                .source(query ->
                        RowSource.of(List.of(List.of(1L), List.of("two")).iterator()))
                .build();
    }

    private RowSet large(FunctionCall call) {
        String text = "x".repeat((int) call.getLong("bytes"));
        long count = call.getLong("count");
        return RowSet.builder("large")
                .column("text", DataType.STRING)
                .source(query -> RowSource.of(java.util.stream.LongStream.range(0, count)
                        .mapToObj(i -> List.of(text))
                        .iterator()))
                .onClose(closedSets::incrementAndGet)
                .build();
    }

    /** Gives one row, calls the host's function {@code hanging}, and then hangs until it is interrupted. */
    private RowSet stuck() {
        return RowSet.builder("stuck")
                .column("id", DataType.INTEGER)
                .source(query -> new RowSource() {
                    private boolean first = true;

                    @Override
                    public boolean next(RowWriter row) throws Exception {
                        if (first) {
                            first = false;
                            row.setLong(0, 1);
                            return true;
                        }
                        Objects.requireNonNull(host).call("hanging");
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            interrupted.incrementAndGet();
                            throw e;
                        }
                        return false;
                    }

                    @Override
                    public void close() {
                        closedSources.incrementAndGet();
                    }
                })
                .build();
    }

    private static long sum(FunctionCall call) {
        long sum = 0;
        try (RowSet rows = call.getRowSet("rows");
                RowCursor row = rows.read()) {
            while (row.next()) {
                sum += row.getLong(0);
            }
        }
        return sum;
    }
}
