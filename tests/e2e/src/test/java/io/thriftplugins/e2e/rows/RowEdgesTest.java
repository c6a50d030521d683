package io.thriftplugins.e2e.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.Column;
import io.thriftplugins.DataType;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.RowCursor;
import io.thriftplugins.RowSet;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.TestHost;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Each in batches column by column, and row by row as the contract has them. */
@ParameterizedClass
@CsvSource({TestHost.PIPE + ",columns", TestHost.SOCKET + ",columns", TestHost.PIPE + ",rows", TestHost.SOCKET + ",rows"
})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A row set with values at their limits")
final class RowEdgesTest {

    @Parameter(0)
    private String transport;

    @Parameter(1)
    private String layout;

    private TestHost host;
    private PluginHandle plugin;

    @BeforeParameterizedClassInvocation(injectArguments = false)
    void start(@TempDir Path directory) {
        host = TestHost.start(transport);
        List<String> without = layout.equals("rows") ? List.of("-Dio.thriftplugins.without=column-batches") : List.of();
        plugin = host.load(PluginJars.source(directory, RowsPlugin.class, EdgeRows.class, EditableTable.class)
                .withJavaOptions(without));
    }

    @AfterParameterizedClassInvocation(injectArguments = false)
    void stop() {
        host.close();
    }

    private RowSet rows(String function, @Nullable Object... arguments) {
        return (RowSet) Objects.requireNonNull(plugin.call(function, arguments));
    }

    private static List<List<Object>> read(RowSet rows) {
        int width = rows.columns().size();
        return rows.stream()
                .map(row -> IntStream.range(0, width).mapToObj(row::get).toList())
                .toList();
    }

    @Test
    @DisplayName("carries every type, with null and the limits of each (checklist 21, 25)")
    void fromThePlugin() {
        try (RowSet edges = rows("edges")) {
            assertThat(edges.columns()).isEqualTo(EdgeRows.COLUMNS);
            assertThat(read(edges)).isEqualTo(EdgeRows.rows());
            assertThat(read(edges)).isEqualTo(EdgeRows.rows());
        }
    }

    @Test
    @DisplayName("goes to the plugin and comes back as it went (checklist 21, 25)")
    void thereAndBack() {
        try (RowSet edges = EdgeRows.rowSet();
                RowSet back = rows("pass_on", edges)) {
            assertThat(back.columns()).isEqualTo(EdgeRows.COLUMNS);
            assertThat(read(back)).isEqualTo(EdgeRows.rows());
        }
    }

    @Test
    @DisplayName("carries bytes")
    void bytes() {
        try (RowSet bytes = rows("bytes");
                RowSet back = rows("pass_on", EdgeRows.bytes())) {
            for (RowSet rows : List.of(bytes, back)) {
                try (RowCursor row = rows.read()) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.get(0, byte[].class)).isEmpty();
                    assertThat(row.next()).isTrue();
                    assertThat(row.get(0, byte[].class))
                            .hasSize(256)
                            .startsWith(0, 1)
                            .endsWith(254, 255);
                    assertThat(row.next()).isTrue();
                    assertThat(row.isNull(0)).isTrue();
                    assertThat(row.next()).isFalse();
                }
            }
        }
    }

    @Test
    @DisplayName("may have no values at all, no rows, no columns, or very many columns")
    void extremes() {
        try (RowSet rows = rows("nulls", 100_000)) {
            assertThat(rows.stream().filter(row -> row.isNull(0) && row.isNull(1)))
                    .hasSize(100_000);
        }
        try (RowSet rows = rows("nulls", 0)) {
            assertThat(rows.stream()).isEmpty();
        }
        try (RowSet rows = rows("wide", 0)) {
            assertThat(rows.columns()).isEmpty();
            assertThat(rows.stream()).isEmpty();
        }
        try (RowSet rows = rows("wide", 2_000)) {
            List<List<Object>> read = read(rows);
            assertThat(read).hasSize(100);
            for (int i = 0; i < 100; i++) {
                assertThat(read.get(i)).startsWith((long) i).hasSize(2_000).endsWith(i + 1999L);
            }
        }
        assertThat(plugin.call("sum", RowSet.of("empty", List.of(Column.of("n", DataType.INTEGER)), List.of())))
                .isEqualTo(0L);
    }

    @Test
    @DisplayName(
            "may have rows of a megabyte; one beyond the limit of a message is refused and names it (checklist 28)")
    void largeRows() {
        try (RowSet rows = rows("large", 20, 1_000_000)) {
            assertThat(rows.stream().map(row -> row.get("text", String.class).length()))
                    .hasSize(20)
                    .containsOnly(1_000_000);
        }
        try (RowSet rows = rows("large", 1, 20_000_000);
                RowCursor row = rows.read()) {
            assertThatThrownBy(row::next)
                    .hasMessageContaining("One row alone is too large")
                    .hasMessageContaining("maxFrameBytes = 16384000");
        }
        assertThat(plugin.call("seen")).isNotNull();
    }

    @Test
    @DisplayName("delivers the rows before a value that can't be sent, and says what is wrong with that one")
    void unsendable() {
        try (RowSet rows = rows("unsendable");
                RowCursor row = rows.read()) {
            assertThat(row.next()).isTrue();
            var error = Errors.of(row::next);
            assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(error).hasMessageContaining("1E+30");
            assertThat(Errors.of(row::next)).isSameAs(error);
        }
    }
}
