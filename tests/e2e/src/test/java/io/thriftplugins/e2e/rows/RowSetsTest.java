package io.thriftplugins.e2e.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.Column;
import io.thriftplugins.DataType;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.KeyColumn;
import io.thriftplugins.KeyOperation;
import io.thriftplugins.ObjectKind;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.Row;
import io.thriftplugins.RowCursor;
import io.thriftplugins.RowOutput;
import io.thriftplugins.RowQuery;
import io.thriftplugins.RowResult;
import io.thriftplugins.RowSet;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.TestHost;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A row set")
final class RowSetsTest {

    @Parameter
    private String transport;

    private TestHost host;
    private PluginHandle plugin;

    @BeforeParameterizedClassInvocation(injectArguments = false)
    void start(@TempDir Path directory) {
        host = TestHost.start(transport);
        plugin = host.load(PluginJars.source(directory, RowsPlugin.class, EdgeRows.class, EditableTable.class));
    }

    @AfterParameterizedClassInvocation(injectArguments = false)
    void stop() {
        host.close();
    }

    private RowSet rows(String function, @Nullable Object... arguments) {
        return (RowSet) Objects.requireNonNull(plugin.call(function, arguments));
    }

    private static void assertCode(ErrorCode code, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static List<Long> ids(RowSet rows, RowQuery query) {
        try (Stream<Row> stream = rows.stream(query)) {
            return stream.map(row -> row.getLong("id")).toList();
        }
    }

    @Test
    @DisplayName("is read with a cursor, in order (checklist 33)")
    void cursor() {
        try (RowSet numbers = rows("numbers", 100_000);
                RowCursor row = numbers.read()) {
            assertThat(numbers.name()).isEqualTo("numbers");
            assertThat(numbers.kind()).isEqualTo(ObjectKind.ROWS_INPUT);
            assertThat(row.position()).isEqualTo(-1);
            long expected = 0;
            int text = row.column("TEXT");
            while (row.next()) {
                if (row.getLong(0) != expected
                        || row.getDouble(1) != expected / 2.0
                        || !Objects.equals(row.getString(text), "row " + expected)
                        || row.position() != expected) {
                    throw new AssertionError("row " + expected + " is " + row.copy());
                }
                expected++;
            }
            assertThat(expected).isEqualTo(100_000);
            assertThat(row.next()).isFalse();
            assertThat(row.position()).isEqualTo(99_999);
            assertThatThrownBy(() -> row.getLong(0)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    @DisplayName("of the host is read by the plugin, as often as it is passed (checklist 34)")
    void bothDirections() {
        RowSet mine = RowSet.of("mine", List.of(Column.of("n", DataType.INTEGER)), List.of(List.of(3L), List.of(4L)));
        assertThat(plugin.call("sum", mine)).isEqualTo(7L);
        assertThat(plugin.call("sum", mine)).isEqualTo(7L);
    }

    @Test
    @DisplayName("made of records has their components as columns")
    void records() {
        try (RowSet people = rows("people")) {
            assertThat(people.columns())
                    .containsExactly(
                            Column.of("id", DataType.INTEGER),
                            Column.of("name", DataType.STRING),
                            new Column("size", DataType.FLOAT, "in metres"));
            assertThat(people.stream().map(Object::toString))
                    .containsExactly("[0, person 0, 1.5]", "[1, person 1, 1.6]", "[2, person 2, 1.7]");
        }
    }

    @Test
    @DisplayName("made of a stream is read once")
    void once() {
        try (RowSet people = rows("people_stream")) {
            assertThat(people.kind()).isEqualTo(ObjectKind.ROWS_ITERATOR);
            assertThat(people.stream()).hasSize(3);
            assertThatThrownBy(() -> people.stream().toList()).hasMessageContaining("read only once");
        }
    }

    @Test
    @DisplayName("delivers what is wanted: offset, limit and columns")
    void query() {
        try (RowSet numbers = rows("numbers", 1000)) {
            assertThat(ids(numbers, RowQuery.all().offset(990))).hasSize(10).startsWith(990L);
            assertThat(ids(numbers, RowQuery.all().offset(5).limit(3))).containsExactly(5L, 6L, 7L);
            assertThat(ids(numbers, RowQuery.all().limit(0))).isEmpty();
            assertThat(ids(numbers, RowQuery.all().offset(Long.MAX_VALUE).limit(Long.MAX_VALUE)))
                    .isEmpty();
            assertThat(ids(numbers, RowQuery.all())).hasSize(1000);
            try (RowCursor row = numbers.read(RowQuery.all().columns("Half").offset(2))) {
                assertThat(row.next()).isTrue();
                assertThat(row.getDouble("half")).isEqualTo(1.0);
                assertThat(row.isNull("id")).isTrue();
            }
            assertThat(plugin.call("seen")).asString().contains("columns [half], offset 2");
            assertCode(
                    ErrorCode.INVALID_ARGUMENT,
                    () -> numbers.read(RowQuery.all().columns("none")));
        }
    }

    @Test
    @DisplayName("that ends with a limit doesn't ask its source for more")
    void limitIsPushed() {
        try (RowSet numbers = rows("numbers", Integer.MAX_VALUE)) {
            long before = (Long) Objects.requireNonNull(plugin.call("produced"));
            assertThat(ids(numbers, RowQuery.all().limit(500))).hasSize(500);
            assertThat((Long) Objects.requireNonNull(plugin.call("produced")) - before)
                    .isEqualTo(500);
        }
    }

    @Test
    @DisplayName("filters by key columns, and isn't read without a required one")
    void keys() {
        try (RowSet orders = rows("orders")) {
            assertThat(orders.description()).isEqualTo("Who ordered what");
            assertThat(orders.uniqueKey()).containsExactly("orders", "1");
            assertThat(orders.keyColumns())
                    .containsExactly(
                            new KeyColumn(0, true, List.of(KeyOperation.EQUALS)),
                            new KeyColumn(1, false, List.of(KeyOperation.GREATER, KeyOperation.LESS_OR_EQUALS)));
            assertThatThrownBy(orders::read)
                    .hasMessageContaining("'customer'")
                    .hasMessageContaining("can't be read without");
            RowQuery ada = RowQuery.all().where("customer", KeyOperation.EQUALS, "ada");
            assertThat(numbers(orders, ada)).containsExactly(1L, 3L);
            assertThat(numbers(orders, ada.where("number", KeyOperation.GREATER, 1)))
                    .containsExactly(3L);
            assertThat(numbers(orders, ada.where("number", KeyOperation.LESS_OR_EQUALS, 1)))
                    .containsExactly(1L);
            assertThat(numbers(orders, RowQuery.all().where("customer", KeyOperation.EQUALS, "bob")))
                    .containsExactly(2L);
            assertThatThrownBy(() -> orders.read(ada.where("number", KeyOperation.LIKE, "x")))
                    .hasMessageContaining("can't filter column 'number' by LIKE");
        }
    }

    private static List<Long> numbers(RowSet orders, RowQuery query) {
        return orders.stream(query).map(row -> row.getLong("number")).toList();
    }

    @Test
    @DisplayName("can be sought in if its source can, and read again from the begin")
    void seek() {
        RowSet people = rows("people");
        try (RowCursor row = people.read()) {
            assertThat(row.totalRows()).hasValue(3);
            row.seek(2);
            assertThat(row.position()).isEqualTo(1);
            assertThat(row.next()).isTrue();
            assertThat(row.position()).isEqualTo(2);
            assertThat(row.getLong(0)).isEqualTo(2);
            assertThat(row.next()).isFalse();
            row.seek(0);
            assertThat(row.next()).isTrue();
            assertThat(row.getLong(0)).isZero();
            row.seek(99);
            assertThat(row.next()).isFalse();
            assertCode(ErrorCode.INVALID_ARGUMENT, () -> row.seek(-1));
        }
        RowSet numbers = rows("numbers", 10);
        try (RowCursor row = numbers.read()) {
            assertThat(row.totalRows()).isEmpty();
            assertThat(row.next()).isTrue();
            assertCode(ErrorCode.NOT_SUPPORTED, () -> row.seek(5));
            assertThat(row.next()).isTrue();
            assertThat(row.getLong(0)).isEqualTo(1);
            row.seek(0);
            assertThat(row.next()).isTrue();
            assertThat(row.getLong(0)).isZero();
        }
    }

    @Test
    @DisplayName("is changed row by row, and tells how that went")
    void changes() {
        try (RowSet table = rows("table")) {
            try (RowCursor row = table.read(RowQuery.all().forUpdate())) {
                assertThat(row.delete()).isEqualTo(RowResult.NO_DATA);
                assertThat(row.next()).isTrue();
                assertThat(row.update(1, "changed")).isEqualTo(RowResult.OK);
                assertThat(row.update(0, 1L)).isEqualTo(RowResult.ACCESS_DENIED);
                assertThat(row.update(1, 1L)).isEqualTo(RowResult.CANNOT_CAST);
                assertThat(row.update(2, 1L)).isEqualTo(RowResult.INVALID_COLUMN_INDEX);
                assertThat(row.next()).isTrue();
                assertThat(row.delete()).isEqualTo(RowResult.DELETED);
                assertThat(row.next()).isTrue();
                assertThat(row.getLong(0)).isEqualTo(2);
            }
            try (RowOutput output = table.write()) {
                assertThat(output.write(9, "new")).isEqualTo(RowResult.OK);
                assertThat(output.write("nine", "new")).isEqualTo(RowResult.CANNOT_CAST);
                assertThat(output.write(9)).isEqualTo(RowResult.INVALID_ARGUMENTS);
            }
            assertThat(table.stream().map(Object::toString))
                    .containsExactly("[0, changed]", "[2, row 2]", "[3, row 3]", "[4, row 4]", "[9, new]");
            try (RowCursor row = table.read()) {
                assertThat(row.next()).isTrue();
                assertCode(ErrorCode.NOT_SUPPORTED, row::delete);
            }
        }
        RowSet numbers = rows("numbers", 1);
        assertCode(ErrorCode.NOT_SUPPORTED, () -> numbers.write().write(1, 2.0, "3"));
        numbers.close();
    }
}
