package io.thriftplugins.example.sql;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a column's values texts of one line.
 *
 * @param index the column's, from 1
 * @param type one of {@link Types}
 * @param typeName SQL's name of the type; spans of time have no other
 */
record CellPrinter(int index, int type, String typeName) {

    private static final Set<Integer> NUMBERS = Set.of(
            Types.TINYINT,
            Types.SMALLINT,
            Types.INTEGER,
            Types.BIGINT,
            Types.REAL,
            Types.FLOAT,
            Types.DOUBLE,
            Types.DECIMAL,
            Types.NUMERIC);

    private static final Set<Integer> TIMES = Set.of(Types.DATE, Types.TIME, Types.TIMESTAMP);

    /** More of a blob tells nobody anything. */
    private static final int SHOWN_BYTES = 16;

    static CellPrinter of(ResultSetMetaData columns, int index) throws SQLException {
        return new CellPrinter(index, columns.getColumnType(index), columns.getColumnTypeName(index));
    }

    /** Whether it stands at the right, as numbers do. */
    boolean isRight() {
        return NUMBERS.contains(type);
    }

    String text(ResultSet row) throws SQLException {
        // As java.sql.Timestamp a time would be moved to the time zone of this machine, and to the Julian calendar.
        Object value = TIMES.contains(type) ? row.getString(index) : row.getObject(index);
        return value instanceof Number number && typeName.startsWith("INTERVAL")
                ? interval(number.longValue())
                : text(value);
    }

    /** Calcite counts days and less in milliseconds, months and more in months. */
    private String interval(long count) {
        if (typeName.contains("YEAR") || typeName.contains("MONTH")) {
            return count + " months";
        }
        Duration span = Duration.ofMillis(count).abs();
        String fraction = span.toMillisPart() == 0 ? "" : String.format(Locale.ROOT, ".%03d", span.toMillisPart());
        return String.format(
                Locale.ROOT,
                "%s%d %02d:%02d:%02d%s",
                count < 0 ? "-" : "",
                span.toDaysPart(),
                span.toHoursPart(),
                span.toMinutesPart(),
                span.toSecondsPart(),
                fraction);
    }

    private static String text(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        } else if (value instanceof byte[] bytes) {
            String start = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, SHOWN_BYTES));
            return "x'" + start + (bytes.length > SHOWN_BYTES ? "...' (" + bytes.length + " bytes)" : "'");
        }
        return String.valueOf(value).replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t");
    }
}
