package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.Column;
import io.thriftplugins.DataType;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.RowQuery;
import io.thriftplugins.RowSet;
import io.thriftplugins.spi.Transports;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.thrift.TException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A column batch")
final class ColumnBatchTest {

    private static final int LIMIT = 4096;
    private static final int FIELD = 3;

    private final Rpc rpc = new Rpc(
            "test",
            Transports.find(),
            TestLimits.of(LIMIT, 8, 4, 4, Duration.ofSeconds(1), Duration.ofSeconds(1)),
            Duration.ZERO);
    private final ObjectSpace space = new ObjectSpace(rpc, "plugin 'p'", "p", Services.PLUGIN, new ServedCalls());

    @AfterEach
    void stop() {
        rpc.close();
    }

    private static List<Column> columns(DataType... types) {
        return IntStream.range(0, types.length)
                .mapToObj(i -> Column.of("c" + i, types[i]))
                .toList();
    }

    private BatchWriter writer(List<Column> columns, RowQuery query) {
        return Staging.batch(space, columns, query, true);
    }

    private static byte[] bytes(BatchWriter batch, boolean more) throws TException {
        FrameProtocol out = new FrameProtocol(new FrameBuffer(0, LIMIT, 64));
        batch.write(out, more);
        return Arrays.copyOfRange(out.buffer().array(), FIELD, out.buffer().end());
    }

    private Batch read(List<Column> columns, byte[] bytes, int asked) throws TException {
        FrameBuffer buffer = new FrameBuffer(0, LIMIT, 64);
        buffer.write(bytes, 0, bytes.length);
        return new ColumnBatch(space, columns).load(new FrameProtocol(buffer), asked);
    }

    private static void addAll(BatchWriter batch, List<Column> columns, List<?>... rows) throws TException {
        try (var row = RowSet.of("rows", columns, List.of(rows)).read()) {
            while (row.next()) {
                assertThat(batch.add(row)).isTrue();
            }
        }
    }

    private static List<Object> values(Batch batch, int column) {
        List<Object> values = new ArrayList<>();
        for (int row = 0; row < batch.rows(); row++) {
            values.add(batch.get(row, column));
        }
        return values;
    }

    static Stream<Arguments> layouts() {
        return Stream.of(
                Arguments.of(DataType.INTEGER, -2L, "00000001", "fffffffffffffffe"),
                Arguments.of(DataType.FLOAT, 1.5, "00000003", "3ff8000000000000"),
                Arguments.of(DataType.BOOLEAN, true, "00000005", "01"),
                Arguments.of(DataType.TIMESTAMP, Instant.ofEpochSecond(-1), "00000004", "ffffffffffffffff"),
                Arguments.of(DataType.INTERVAL, Duration.ofMillis(258), "00000007", "0000000000000102"),
                Arguments.of(DataType.NUMERIC, new BigDecimal("-1.5"), "00000006", "ffffffffffffffffe2329b00"),
                Arguments.of(DataType.STRING, "ä", "00000002", "00000002c3a4"),
                Arguments.of(DataType.ANY, 7L, "00000029", "0a0002000000000000000700"),
                Arguments.of(DataType.MAP, java.util.Map.of(), "00000029", "0d000c0c0c0000000000"));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    @DisplayName("has the bytes that docs/column-batch.md says")
    void layout(DataType type, Object value, String wireType, String data) throws TException {
        List<Column> columns = columns(type);
        BatchWriter batch = writer(columns, RowQuery.all());
        addAll(batch, columns, Arrays.asList((Object) null), List.of(value), Arrays.asList((Object) null));
        byte[] bytes = bytes(batch, true);
        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo("02000101" + "08000200000003" + "0f00030c00000001" + "080001" + wireType + "0b0002"
                        + String.format("%08x", data.length() / 2) + data + "0b00030000000105" + "00" + "00");
        Batch read = read(columns, bytes, 3);
        assertThat(values(read, 0)).containsExactly(null, value, null);
        assertThat(read.isNull(0, 0)).isTrue();
        assertThat(read.isNull(1, 0)).isFalse();
        assertThat(read.hasMore()).isTrue();
    }

    @Test
    @DisplayName("without nulls has no bits for them, and one without rows no columns")
    void withoutNulls() throws TException {
        List<Column> columns = columns(DataType.BOOLEAN);
        BatchWriter batch = writer(columns, RowQuery.all());
        addAll(batch, columns, List.of(true), List.of(false));
        assertThat(HexFormat.of().formatHex(bytes(batch, false)))
                .isEqualTo("02000100080002000000020f00030c00000001" + "080001000000050b0002000000020100" + "0000");
        batch.clear();
        assertThat(HexFormat.of().formatHex(bytes(batch, false))).isEqualTo("02000100080002000000000f00030c0000000000");
        assertThat(read(columns, bytes(batch, false), 1).rows()).isZero();
    }

    @Test
    @DisplayName("has nulls where nobody looks")
    void unwanted() throws TException {
        List<Column> columns = columns(DataType.INTEGER, DataType.STRING);
        BatchWriter batch = writer(columns, RowQuery.all().columns("C1"));
        addAll(batch, columns, List.of(1L, "one"), List.of(2L, "two"));
        Batch read = read(columns, bytes(batch, false), 2);
        assertThat(values(read, 0)).containsExactly(null, null);
        assertThat(values(read, 1)).containsExactly("one", "two");
    }

    @Test
    @DisplayName("ends before a value of another type than the column's; the next one takes all types")
    void mixedTypes() throws TException {
        List<Column> mixed = columns(DataType.ANY, DataType.STRING);
        List<Column> told = columns(DataType.INTEGER, DataType.STRING);
        BatchWriter batch = writer(told, RowQuery.all());
        try (var row = RowSet.of("rows", mixed, List.of(List.of(1L, "a"), List.of("two", "b"), List.of(3L, "c")))
                .read()) {
            assertThat(row.next()).isTrue();
            assertThat(batch.add(row)).isTrue();
            assertThat(row.next()).isTrue();
            assertThat(batch.add(row)).isFalse();
            Batch first = read(told, bytes(batch, true), 9);
            assertThat(values(first, 0)).containsExactly(1L);
            assertThat(values(first, 1)).containsExactly("a");

            batch.clear();
            assertThat(batch.add(row)).isTrue();
            assertThat(row.next()).isTrue();
            assertThat(batch.add(row)).isTrue();
            Batch second = read(told, bytes(batch, true), 9);
            assertThat(values(second, 0)).containsExactly("two", 3L);
            assertThat(second.getLong(1, 0)).isEqualTo(3);
            assertThat(values(second, 1)).containsExactly("b", "c");
        }
    }

    @Test
    @DisplayName("ends before a row that doesn't fit into the message, and refuses one that fits into none")
    void limit() throws TException {
        List<Column> columns = columns(DataType.STRING, DataType.STRING);
        BatchWriter batch = writer(columns, RowQuery.all());
        String half = "x".repeat(LIMIT / 4);
        try (var row = RowSet.of(
                        "rows",
                        columns,
                        List.of(
                                List.of("a", half),
                                List.of("b", half),
                                List.of(half, half),
                                List.of(half + half, half + half)))
                .read()) {
            assertThat(row.next()).isTrue();
            assertThat(batch.add(row)).isTrue();
            assertThat(row.next()).isTrue();
            assertThat(batch.add(row)).isTrue();
            assertThat(row.next()).isTrue();
            assertThat(batch.add(row)).isFalse();
            assertThat(values(read(columns, bytes(batch, true), 2), 0)).containsExactly("a", "b");
            batch.clear();
            assertThat(batch.add(row)).isTrue();
            assertThat(row.next()).isTrue();
            batch.clear();
            assertThatThrownBy(() -> batch.add(row))
                    .isInstanceOfSatisfying(
                            PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED))
                    .hasMessageContaining("maxFrameBytes = " + LIMIT);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Two bytes for one integer; nine; none; a negative length of a text; one beyond the column.
                "02000101 08000200000001 0f00030c00000001 08000100000001 0b0002000000020102 00 00",
                "02000101 08000200000001 0f00030c00000001 08000100000001 0b000200000009010203040506070809 00 00",
                "02000101 08000200000001 0f00030c00000001 08000100000001 0b000200000000 00 00",
                "02000101 08000200000001 0f00030c00000001 08000100000002 0b000200000004ffffffff 00 00",
                "02000101 08000200000001 0f00030c00000001 08000100000002 0b0002000000050000000241 00 00",
                // Null bits for eight rows, where there are nine; all null, but a value is there.
                "02000101 08000200000009 0f00030c00000001 08000100000001 0b000200000000 0b000300000001ff 00 00",
                "02000101 08000200000001 0f00030c00000001 08000100000005 0b00020000000101 0b00030000000101 00 00",
                // More rows than were asked for, with nulls that take no room; fewer than none; two columns; none.
                "02000101 0800020000000a 0f00030c00000001 08000100000001 0b000200000000 0b000300000002ffff 00 00",
                "02000101 080002ffffffff 0f00030c00000000 00",
                "02000101 08000200000000 0f00030c00000002 08000100000001 0b000200000000 00"
                        + "08000100000001 0b000200000000 00 00",
                "02000101 08000200000001 0f00030c00000000 00",
                // Without type, data, has_more; a value that ends in the middle.
                "02000101 08000200000000 0f00030c00000001 0b000200000000 00 00",
                "02000101 08000200000000 0f00030c00000001 08000100000001 00 00",
                "08000200000000 0f00030c00000000 00",
                "02000101 08000200000001 0f00030c00000001 08000100000029 0b0002000000040a000200 00 00",
            })
    @DisplayName("that is not in order is refused, whatever it announces")
    void refused(String hex) {
        assertThatThrownBy(() -> read(columns(DataType.INTEGER), ScriptedConnection.bytes(hex), 9))
                .isInstanceOf(TException.class);
    }

    @Test
    @DisplayName("of a later version, with an unknown type and unknown fields, is read")
    void unknown() throws TException {
        Batch read = read(
                columns(DataType.INTEGER),
                ScriptedConnection.bytes("02000101 08000200000001 080063 00000007 0f00030c00000001 0800630000002a"
                        + " 080001000003e7 0b00020000000c 0a0002000000000000000700 00 00"),
                1);
        assertThat(values(read, 0)).containsExactly(7L);
    }
}
