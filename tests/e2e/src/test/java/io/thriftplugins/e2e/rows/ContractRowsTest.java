package io.thriftplugins.e2e.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.Column;
import io.thriftplugins.DataType;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.KeyColumn;
import io.thriftplugins.KeyOperation;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.Row;
import io.thriftplugins.RowCursor;
import io.thriftplugins.RowQuery;
import io.thriftplugins.RowSet;
import io.thriftplugins.RowSource;
import io.thriftplugins.RowWriter;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.PythonPeer;
import io.thriftplugins.e2e.kit.TestHost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A row set of or for a plugin that knows only the contract")
final class ContractRowsTest {

    @Parameter
    private String transport;

    private TestHost host;
    private PluginHandle plugin;
    private final List<String> closed = new CopyOnWriteArrayList<>();

    @BeforeParameterizedClassInvocation(injectArguments = false)
    void start(@TempDir Path directory) {
        host = TestHost.start(
                transport,
                options -> options.function(
                                "numbers(): object",
                                call -> RowSet.of(
                                        "numbers",
                                        List.of(Column.of("n", DataType.INTEGER), Column.of("text", DataType.STRING)),
                                        LongStream.range(0, 10)
                                                .mapToObj(i -> List.<Object>of(i, "row " + i))
                                                .toList()))
                        .function("table(): object", call -> EditableTable.rowSet())
                        .function("watched(): object", call -> watched()));
        plugin = host.load(PythonPeer.source(directory, "row_plugin.py", "normal"));
    }

    @AfterParameterizedClassInvocation(injectArguments = false)
    void stop() {
        host.close();
    }

    @BeforeEach
    void forgetCalls() {
        plugin.call("calls");
    }

    private RowSet watched() {
        return RowSet.builder("watched")
                .column("n", DataType.INTEGER)
                .source(query -> new RowSource() {
                    @Override
                    public boolean next(RowWriter row) {
                        row.setLong(0, 1);
                        return true;
                    }

                    @Override
                    public void close() {
                        closed.add("source");
                    }
                })
                .onClose(() -> closed.add("set"))
                .build();
    }

    private RowSet rows(long count, String kind) {
        return (RowSet) Objects.requireNonNull(plugin.call("rows", count, kind));
    }

    private List<?> calls() {
        return (List<?>) Objects.requireNonNull(plugin.call("calls"));
    }

    private static List<Long> ids(RowSet rows, RowQuery query) {
        return rows.stream(query).map(row -> row.getLong("id")).toList();
    }

    @ParameterizedTest
    @CsvSource({"0,input", "1,input", "1000,iterator", "1001,input", "5000,input"})
    @DisplayName("is read to the end, whatever has_more says")
    void cursor(int count, String kind) {
        try (RowSet rows = rows(count, kind);
                RowCursor row = rows.read()) {
            int read = 0;
            while (row.next()) {
                assertThat(row.getLong(0)).isEqualTo(read);
                assertThat(row.getDouble("half")).isEqualTo(read / 2.0);
                assertThat(row.getString(2)).isEqualTo(read % 3 == 2 ? null : "row " + read);
                assertThat(row.isNull(2)).isEqualTo(read % 3 == 2);
                assertThat(row.position()).isEqualTo(read);
                read++;
            }
            assertThat(read).isEqualTo(count);
            assertThat(row.totalRows()).hasValue(count);
        }
    }

    @Test
    @DisplayName("is opened, told what is wanted, read, and closed, in the contract's words")
    void words() {
        try (RowSet rows = rows(10, "input")) {
            assertThat(rows.columns())
                    .containsExactly(
                            Column.of("id", DataType.INTEGER),
                            new Column("half", DataType.FLOAT, "id / 2"),
                            Column.of("text", DataType.STRING));
            assertThat(rows.keyColumns()).containsExactly(new KeyColumn(0, false, List.of(KeyOperation.EQUALS)));
            assertThat(rows.description()).isEqualTo("Rows of Python");
            assertThat(rows.uniqueKey()).containsExactly("python");
            assertThat(ids(rows, RowQuery.all().columns("id").where("id", KeyOperation.EQUALS, 7)))
                    .containsExactly(7L);
            assertThat(ids(rows, RowQuery.all())).hasSize(10);
        }
        assertThat(calls())
                .isEqualTo(List.of(
                        "Open",
                        "GetColumns",
                        "GetKeyColumns",
                        "SetContext ['id'] 0 -1",
                        "SetKey 0 Equals 7",
                        "GetRows",
                        "Close",
                        "Open",
                        "UnsetKey 0 Equals",
                        "SetContext [] 0 -1",
                        "GetRows",
                        "Close",
                        "CloseHandle"));
    }

    @Test
    @DisplayName("that is an iterator is neither opened nor told what is wanted")
    void iterator() {
        try (RowSet rows = rows(4, "iterator")) {
            assertThat(rows.stream()).hasSize(4);
            assertThat(rows.stream()).hasSize(4);
        }
        assertThat(calls()).isEqualTo(List.of("GetColumns", "GetRows", "Reset", "GetRows", "CloseHandle"));
    }

    @Test
    @DisplayName("delivers offset and limit exactly, although it knows nothing of them")
    void offsetAndLimit() {
        try (RowSet rows = rows(1000, "input")) {
            assertThat(ids(rows, RowQuery.all().offset(500).limit(3))).containsExactly(500L, 501L, 502L);
            assertThat(ids(rows, RowQuery.all().offset(998).limit(10))).containsExactly(998L, 999L);
            assertThat(ids(rows, RowQuery.all().offset(5000))).isEmpty();
            assertThat(ids(rows, RowQuery.all().limit(0))).isEmpty();
            List<Object> contexts = new ArrayList<>(calls());
            contexts.removeIf(call -> !call.toString().startsWith("SetContext"));
            assertThat(contexts)
                    .containsExactly(
                            "SetContext [] 0 503", "SetContext [] 0 1008", "SetContext [] 0 -1", "SetContext [] 0 0");
        }
    }

    @Test
    @DisplayName("is sought in")
    void seek() {
        try (RowSet rows = rows(1000, "input");
                RowCursor row = rows.read(RowQuery.all().offset(10))) {
            assertThat(row.totalRows()).hasValue(990);
            row.seek(100);
            assertThat(row.next()).isTrue();
            assertThat(row.getLong(0)).isEqualTo(110);
            assertThat(row.position()).isEqualTo(100);
            row.seek(0);
            assertThat(row.next()).isTrue();
            assertThat(row.getLong(0)).isEqualTo(10);
        }
    }

    @Test
    @DisplayName("with half a row fails with what was wrong")
    void partial() {
        try (RowSet rows = (RowSet) Objects.requireNonNull(plugin.call("partial"));
                RowCursor row = rows.read()) {
            assertThat(Errors.of(row::next))
                    .hasMessageContaining("5 values, which is no multiple of 3 columns")
                    .extracting(io.thriftplugins.PluginException::code)
                    .isEqualTo(ErrorCode.PROTOCOL_ERROR);
        }
    }

    @Test
    @DisplayName("that was kept can be passed on to a plugin of ours")
    void passedOn(@TempDir Path directory) {
        PluginHandle other = host.load(io.thriftplugins.e2e.kit.PluginJars.source(
                directory, RowsPlugin.class, EdgeRows.class, EditableTable.class));
        try (RowSet rows = rows(1001, "input")) {
            assertThat(other.call("sum", rows)).isEqualTo(1001L * 500);
        } finally {
            other.close();
        }
    }

    @Test
    @DisplayName("of the host is read by it")
    @SuppressWarnings("unchecked") // what JSON-like maps hold
    void ofTheHost() {
        Map<?, ?> told = (Map<?, ?>) Objects.requireNonNull(plugin.call("read_host", "numbers", 4));
        assertThat(told.get("columns")).isEqualTo(List.of("n INTEGER", "text STRING"));
        assertThat(told.get("name")).isEqualTo("numbers");
        assertThat((List<Object>) told.get("rows")).hasSize(10).contains(List.<Object>of(9L, "row 9"));
        assertThat(told.get("more")).isEqualTo(List.of(true, true, false, false));
        assertThat(told.get("position_before")).isEqualTo(-1L);
        assertThat(told.get("total")).isEqualTo(10L);
        assertThat(told.get("position")).isEqualTo(9L);
        assertThat(told.get("seek_begin")).isEqualTo(1L);
        assertThat(told.get("seek_current")).isEqualTo(0L);
        assertThat(told.get("seek_end")).isEqualTo(8L);
        assertThat(told.get("after_reset")).isEqualTo(2L);
        assertThat(told.get("keys_afterwards")).isEqualTo(List.of());
        assertThat(told.get("refused")).isEqualTo("INVALID_OBJECT");
        Map<?, ?> exact = (Map<?, ?>) Objects.requireNonNull(plugin.call("read_host", "numbers", 5));
        assertThat(exact.get("more"))
                .as("the contract's has_more at the very end")
                .isEqualTo(List.of(true, true, false));
    }

    @Test
    @DisplayName("of the host is changed by it")
    void changesTheHosts() {
        Map<?, ?> told = (Map<?, ?>) Objects.requireNonNull(plugin.call("change_host", "table"));
        assertThat(told.get("no_row")).isEqualTo(3L);
        assertThat(told.get("update")).isEqualTo(0L);
        assertThat(told.get("column")).isEqualTo(102L);
        assertThat(told.get("cast")).isEqualTo(100L);
        assertThat(told.get("delete")).isEqualTo(2L);
        assertThat(told.get("write")).isEqualTo(0L);
        assertThat(told.get("write_short")).isEqualTo(7L);
        assertThat(told.get("rows"))
                .isEqualTo(List.of(0L, "changed", 2L, "row 2", 3L, "row 3", 4L, "row 4", 7L, "new"));
    }

    @Test
    @DisplayName("gives rows of its own, which may be kept")
    void keptRows() {
        try (RowSet rows = rows(3, "input")) {
            List<Row> kept = rows.stream().toList();
            assertThat(kept)
                    .extracting(Object::toString)
                    .containsExactly("[0, 0.0, row 0]", "[1, 0.5, row 1]", "[2, 1.0, null]");
        }
    }

    @Test
    @DisplayName("whose source fails in the middle delivers the rows before that, then the failure")
    void failsInTheMiddle() {
        try (RowSet rows = (RowSet) Objects.requireNonNull(plugin.call("breaking", "raise"));
                RowCursor row = rows.read()) {
            // Of the 32 rows that are asked for first, the plugin gives 28.
            for (int i = 0; i < 28; i++) {
                assertThat(row.next()).isTrue();
            }
            var error = Errors.of(row::next);
            assertThat(error.code()).isEqualTo(ErrorCode.FUNCTION_FAILED);
            assertThat(error).hasMessageContaining("disk on fire");
        }
    }

    @Test
    @DisplayName("that a reader leaves in the middle is told so, and can be read again")
    void leftInTheMiddle() {
        try (RowSet rows = rows(1000, "input")) {
            try (RowCursor row = rows.read()) {
                assertThat(row.next()).isTrue();
            }
            assertThat(List.<Object>copyOf(calls())).endsWith("GetRows", "Close");
            assertThat(ids(rows, RowQuery.all().limit(1))).containsExactly(0L);
        }
    }

    @Test
    @DisplayName("whose plugin dies in the middle fails with its exit code (checklist 42)")
    void pluginDies(@TempDir Path directory) {
        try (PluginHandle mortal = host.load(PythonPeer.source(directory, "row_plugin.py", "normal"));
                RowSet rows = (RowSet) Objects.requireNonNull(mortal.call("breaking", "exit"));
                RowCursor row = rows.read()) {
            assertThat(row.next()).isTrue();
            var error = Errors.of(() -> {
                while (row.next()) {
                    row.getLong(0);
                }
            });
            assertThat(error.code()).isEqualTo(ErrorCode.PLUGIN_ENDED);
            assertThat(error).hasMessageContaining("9");
        }
    }

    @Test
    @DisplayName("of the host is closed with its reading when the plugin that reads it ends")
    void readerEnds(@TempDir Path directory) {
        closed.clear();
        PluginHandle reader = host.load(PythonPeer.source(directory, "row_plugin.py", "normal"));
        reader.call("hold_host", "watched");
        assertThat(closed).isEmpty();
        reader.close();
        await().untilAsserted(() -> assertThat(closed).containsExactly("source", "set"));
    }
}
