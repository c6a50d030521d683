package io.thriftplugins.example.sql;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a column's values texts of one line.
 *
 * @param index the column's, from 1
 * @param type one of {@link Types}
 */
record CellPrinter(int index, int type) {

    private static final Set<Integer> NUMBERS = Set.of(
            Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.REAL, Types.FLOAT, Types.DOUBLE,
            Types.DECIMAL, Types.NUMERIC);

    private static final Set<Integer> TIMES = Set.of(Types.DATE, Types.TIME, Types.TIMESTAMP);

    /** More of a blob tells nobody anything. */
    private static final int SHOWN_BYTES = 16;

    static CellPrinter of(ResultSetMetaData columns, int index) throws SQLException {
        return new CellPrinter(index, columns.getColumnType(index));
    }

    /** Whether it stands at the right, as numbers do. */
    boolean isRight() {
        return NUMBERS.contains(type);
    }

    String text(ResultSet row) throws SQLException {
        // As java.sql.Timestamp a time would be moved to the time zone of this machine, and to the Julian calendar.
        Object value = TIMES.contains(type) ? row.getString(index) : row.getObject(index);
        return text(value);
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
