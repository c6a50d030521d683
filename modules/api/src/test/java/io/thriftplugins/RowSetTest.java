package io.thriftplugins;

import static io.thriftplugins.PluginErrors.messageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What it is for a reader in another process, is tested there with the same rules. */
@DisplayName("A row set of this process")
final class RowSetTest {

    private static final Column N = Column.of("n", DataType.INTEGER);

    private final AtomicInteger closed = new AtomicInteger();

    private static List<List<Object>> numbers(int count) {
        return LongStream.range(0, count).mapToObj(List::<Object>of).toList();
    }

    private static List<Long> read(RowSet rows, RowQuery query) {
        return rows.stream(query).map(row -> row.getLong(0)).toList();
    }

    /** Reads a list without being able to go back. */
    private final class Forward implements RowSource {

        private long next;

        @Override
        public boolean next(RowWriter row) {
            row.setLong(0, next);
            return next++ < 10;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    private RowSet forward() {
        return RowSet.builder("forward")
                .column("n", DataType.INTEGER)
                .source(query -> new Forward())
                .build();
    }

    @Test
    @DisplayName("delivers what is wanted, whether its source can seek or not")
    void query() {
        for (RowSet rows : List.of(RowSet.of("list", List.of(N), numbers(10)), forward())) {
            assertThat(read(rows, RowQuery.all())).hasSize(10);
            assertThat(read(rows, RowQuery.all().offset(8))).containsExactly(8L, 9L);
            assertThat(read(rows, RowQuery.all().offset(2).limit(3))).containsExactly(2L, 3L, 4L);
            assertThat(read(rows, RowQuery.all().limit(0))).isEmpty();
            assertThat(read(rows, RowQuery.all().offset(10))).isEmpty();
            assertThat(read(rows, RowQuery.all().offset(Long.MAX_VALUE).limit(Long.MAX_VALUE)))
                    .isEmpty();
        }
        assertThat(closed).hasValue(6);
    }

    @Test
    @DisplayName("can be sought in within what is wanted")
    void seek() {
        try (RowCursor row = RowSet.of("list", List.of(N), numbers(10))
                .read(RowQuery.all().offset(2).limit(5))) {
            assertThat(row.totalRows()).hasValue(5);
            row.seek(3);
            assertThat(row.position()).isEqualTo(2);
            assertThat(row.next()).isTrue();
            assertThat(row.getLong("N")).isEqualTo(5);
            assertThat(row.next()).isTrue();
            assertThat(row.next()).isFalse();
            row.seek(0);
            assertThat(row.next()).isTrue();
            assertThat(row.getLong(0)).isEqualTo(2);
            row.seek(Long.MAX_VALUE);
            assertThat(row.next()).isFalse();
            messageOf(ErrorCode.INVALID_ARGUMENT, () -> row.seek(-1)).contains("no row -1");
        }
        try (RowCursor row = forward().read()) {
            row.seek(0);
            assertThat(row.next()).isTrue();
            messageOf(ErrorCode.NOT_SUPPORTED, () -> row.seek(5)).contains("read in order");
            assertThat(row.getLong(0)).as("the cursor stays where it was").isZero();
            row.seek(0);
            assertThat(closed).hasValue(1);
            assertThat(row.next()).isTrue();
            assertThat(row.getLong(0)).isZero();
        }
    }

    @Test
    @DisplayName("of a stream is read once, and the stream is closed with it")
    void stream() {
        Stream<Integer> stream = Stream.of(1, 2).onClose(closed::incrementAndGet);
        RowSet rows = RowSet.builder("once")
                .columns(List.of(N))
                .sourceOnce(query ->
                        RowSource.of(stream.map(i -> List.<Object>of((long) i)).iterator()))
                .onClose(stream)
                .build();
        assertThat(rows.kind()).isEqualTo(ObjectKind.ROWS_ITERATOR);
        assertThat(read(rows, RowQuery.all())).containsExactly(1L, 2L);
        messageOf(ErrorCode.NOT_SUPPORTED, rows::read).contains("read only once");
        rows.close();
        rows.close();
        assertThat(closed).hasValue(1);
        messageOf(ErrorCode.OBJECT_RELEASED, rows::read).contains("'once' is closed");
    }

    @Test
    @DisplayName("whose reading fails in a stream is closed without anybody's help")
    void failingStream() {
        RowSet rows = RowSet.builder("failing")
                .column("n", DataType.INTEGER)
                .source(query -> new RowSource() {
                    @Override
                    public boolean next(RowWriter row) throws IOException {
                        throw new IOException("disk on fire");
                    }

                    @Override
                    public void close() throws IOException {
                        closed.incrementAndGet();
                        throw new IOException("and can't be closed");
                    }
                })
                .build();
        assertThatThrownBy(() -> rows.stream().toList())
                .hasMessageContaining("disk on fire")
                .hasRootCauseInstanceOf(IOException.class)
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThat(closed).hasValue(1);
    }

    @Test
    @DisplayName("fails again and again when its source has failed, and is closed only once")
    void failing() {
        AtomicInteger asked = new AtomicInteger();
        RowSet rows = RowSet.builder("failing")
                .column("n", DataType.INTEGER)
                .source(query -> row -> {
                    if (asked.incrementAndGet() == 2) {
                        throw new IllegalStateException("enough");
                    }
                    return true;
                })
                .build();
        RowCursor row = rows.read();
        assertThat(row.next()).isTrue();
        assertThatThrownBy(row::next).hasMessage("enough");
        assertThatThrownBy(row::next).hasMessage("enough");
        assertThat(asked).hasValue(2);
        row.close();
        row.close();
        messageOf(ErrorCode.CLOSED, row::next).contains("is closed");
    }

    @Test
    @DisplayName("names row, column and value that don't fit")
    void misfits() {
        List<Column> columns = List.of(
                N,
                Column.of("f", DataType.FLOAT),
                Column.of("s", DataType.STRING),
                Column.of("t", DataType.TIMESTAMP),
                Column.of("b", DataType.BOOLEAN));
        assertMisfit(columns, 0, "seven", "Row 0, column 'n': seven (String) where integer is wanted");
        assertMisfit(columns, 0, 1.5, "1.5 (Double) where integer");
        assertMisfit(columns, 1, "x".repeat(100), "x".repeat(40) + "... (String) where float");
        assertMisfit(columns, 2, 1L, "1 (long) where string");
        assertMisfit(columns, 3, 1L, "1 (Long) where timestamp");
        assertMisfit(columns, 4, 0L, "0 (long) where boolean");
        assertMisfit(columns, 0, new Thread(), "java.lang.Thread, which can't be sent");
        try (RowCursor row =
                RowSet.of("rows", List.of(N), List.of(List.of(1L, 2L))).read()) {
            messageOf(ErrorCode.INVALID_ARGUMENT, row::next)
                    .contains("Row 0 has a value 1", "where there are 1 columns");
        }
    }

    private static void assertMisfit(List<Column> columns, int column, Object value, String message) {
        List<Object> values = new ArrayList<>(Arrays.asList(null, null, null, null, null));
        values.set(column, value);
        try (RowCursor row = RowSet.of("rows", columns, List.of(values)).read()) {
            messageOf(ErrorCode.INVALID_ARGUMENT, row::next).contains(message);
        }
    }

    @Test
    @DisplayName("has getters for each type, which refuse others and null")
    void getters() {
        List<Column> columns = List.of(
                N,
                Column.of("f", DataType.FLOAT),
                Column.of("t", DataType.TIMESTAMP),
                Column.of("i", DataType.INTERVAL),
                Column.of("d", DataType.NUMERIC),
                Column.of("x", DataType.ANY),
                Column.of("b", DataType.BOOLEAN));
        RowSet rows = RowSet.builder("rows")
                .columns(columns)
                .source(query -> row -> {
                    row.setLong(0, Long.MAX_VALUE);
                    row.setLong(1, 2);
                    row.setLong(2, -1);
                    row.setLong(3, 7);
                    row.setLong(4, 5);
                    row.setString(5, "text");
                    row.setBoolean(6, true);
                    return true;
                })
                .build();
        try (RowCursor cursor = rows.read()) {
            assertThatThrownBy(() -> cursor.get(0)).isInstanceOf(IllegalStateException.class);
            assertThat(cursor.next()).isTrue();
            for (Row row : List.of(cursor, cursor.copy())) {
                assertThat(row.getLong(0)).isEqualTo(Long.MAX_VALUE);
                assertThat(row.getDouble(0)).isEqualTo(0x1p63);
                assertThat(row.getDouble("F")).isEqualTo(2);
                assertThat(row.getLong(2)).isEqualTo(-1);
                assertThat(row.get(2)).isEqualTo(Instant.ofEpochSecond(-1));
                assertThat(row.get("i", Duration.class)).isEqualTo(Duration.ofMillis(7));
                assertThat(row.getLong(3)).isEqualTo(7);
                assertThat(row.get(4)).isEqualTo(BigDecimal.valueOf(5));
                assertThat(row.getString("x")).isEqualTo("text");
                assertThat(row.getBoolean("b")).isTrue();
                messageOf(ErrorCode.INVALID_ARGUMENT, () -> row.getLong("x"))
                        .contains("Column 'x' (any) holds a String in this row, where an integer is wanted");
                messageOf(ErrorCode.INVALID_ARGUMENT, () -> row.getDouble(2)).contains("a float is wanted");
                messageOf(ErrorCode.INVALID_ARGUMENT, () -> row.getString(0)).contains("a string is wanted");
                messageOf(ErrorCode.INVALID_ARGUMENT, () -> row.getBoolean(0)).contains("a boolean is wanted");
                messageOf(ErrorCode.INVALID_ARGUMENT, () -> row.get(0, String.class))
                        .contains("String is wanted");
                messageOf(ErrorCode.INVALID_ARGUMENT, () -> row.getLong("none")).contains("no column 'none'");
                assertThatThrownBy(() -> row.get(7)).isInstanceOf(IndexOutOfBoundsException.class);
                assertThatThrownBy(() -> row.isNull(-1)).isInstanceOf(IndexOutOfBoundsException.class);
            }
        }
        try (RowCursor row = RowSet.of("nulls", columns, List.of(List.of())).read()) {
            assertThat(row.next()).isTrue();
            assertThat(row.isNull("n")).isTrue();
            assertThat(row.getString("x")).isNull();
            messageOf(ErrorCode.INVALID_ARGUMENT, () -> row.getLong(0)).contains("ask isNull(...) first");
        }
    }

    @Test
    @DisplayName("has columns whose names differ by more than case, and key columns among them")
    void builder() {
        messageOf(
                        ErrorCode.INVALID_ARGUMENT,
                        () -> RowSet.of("rows", List.of(N, Column.of("N", DataType.ANY)), List.of()))
                .contains("two columns 'N'");
        messageOf(ErrorCode.INVALID_ARGUMENT, () -> RowSet.builder("rows").build())
                .contains("neither read nor written");
        messageOf(ErrorCode.INVALID_ARGUMENT, () -> RowSet.builder("rows").key("n", KeyOperation.EQUALS))
                .contains("no column 'n'");
        messageOf(
                        ErrorCode.INVALID_ARGUMENT,
                        () -> RowSet.builder("rows").columns(List.of(N)).key("n"))
                .contains("one declaration with all operations");
        messageOf(ErrorCode.INVALID_ARGUMENT, () -> Column.of("v", DataType.VOID))
                .contains("void");
    }

    @Test
    @DisplayName("without columns has no rows")
    void noColumns() {
        assertThat(RowSet.of("none", List.of(), List.of(List.of())).stream()).isEmpty();
    }

    @Test
    @DisplayName("refuses what doesn't fit its key columns before anything is opened")
    void keys() {
        RowSet rows = RowSet.builder("keys")
                .columns(List.of(N))
                .requiredKey("n", KeyOperation.EQUALS, KeyOperation.LESS)
                .source(query -> {
                    closed.incrementAndGet();
                    return RowSource.of(numbers(1).iterator());
                })
                .build();
        messageOf(ErrorCode.INVALID_ARGUMENT, rows::read).contains("key column 'n'", "[EQUALS, LESS]");
        messageOf(ErrorCode.INVALID_ARGUMENT, () -> rows.read(RowQuery.all().where("n", KeyOperation.LIKE, "x")))
                .contains("can't filter column 'n' by LIKE");
        messageOf(ErrorCode.INVALID_ARGUMENT, () -> RowQuery.all().where("n", KeyOperation.LESS, new Thread()))
                .contains("java.lang.Thread can't be sent");
        messageOf(ErrorCode.INVALID_ARGUMENT, () -> RowQuery.all().limit(-1)).contains("limit");
        assertThat(closed).hasValue(0);
        rows.read(RowQuery.all().where("N", KeyOperation.LESS, 1)).close();
        assertThat(closed).hasValue(1);
    }

    @Test
    @DisplayName("takes only rows that fit its columns, if it takes any")
    void output() {
        List<List<?>> written = new ArrayList<>();
        RowSet rows = RowSet.builder("out")
                .columns(List.of(N, Column.of("f", DataType.FLOAT)))
                .output(() -> values -> {
                    written.add(values);
                    return RowResult.OK;
                })
                .build();
        assertThat(rows.kind()).isEqualTo(ObjectKind.ROWS_OUTPUT);
        try (RowOutput out = rows.write()) {
            assertThat(out.write(1, 2)).isEqualTo(RowResult.OK);
            assertThat(out.write(null, 2.5)).isEqualTo(RowResult.OK);
            assertThat(out.write(1)).isEqualTo(RowResult.INVALID_ARGUMENTS);
            assertThat(out.write("x", 1)).isEqualTo(RowResult.CANNOT_CAST);
        }
        assertThat(written).containsExactly(List.of(1L, 2.0), Arrays.asList(null, 2.5));
        messageOf(ErrorCode.NOT_SUPPORTED, rows::read).contains("only be written");
        messageOf(ErrorCode.NOT_SUPPORTED, () -> forward().write()).contains("can't be written");
        messageOf(ErrorCode.FUNCTION_FAILED, RowResult.ACCESS_DENIED::orThrow).contains("ACCESS_DENIED");
    }
}
