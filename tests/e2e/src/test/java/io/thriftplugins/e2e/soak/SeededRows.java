package io.thriftplugins.e2e.soak;

import io.thriftplugins.Column;
import io.thriftplugins.DataType;
import io.thriftplugins.Row;
import io.thriftplugins.RowCursor;
import io.thriftplugins.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows that follow from a number. */
final class SeededRows {

    private static final List<Column> COLUMNS =
            List.of(Column.of("seed", DataType.INTEGER), Column.of("text", DataType.STRING));

    private SeededRows() {}

    static RowSet of(long seed, int count) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<@Nullable Object> row = new ArrayList<>();
            row.add(seed + i);
            row.add(text(i));
            rows.add(row);
        }
        return RowSet.of("rows of " + seed, COLUMNS, rows);
    }

    /** Reads rows up to a limit; how many were read. */
    static int check(RowSet rows, long seed, int limit) {
        int read = 0;
        try (RowCursor row = rows.read()) {
            while (read < limit && row.next()) {
                if (!matches(row, seed, read)) {
                    throw new Mismatch("row " + read + " of " + seed + " is " + row.get(0) + ", " + row.get(1));
                }
                read++;
            }
        }
        return read;
    }

    private static boolean matches(Row row, long seed, int index) {
        return row.getLong(0) == seed + index && Objects.equals(row.get(1), text(index));
    }

    private static @Nullable String text(int index) {
        return index % 5 == 4 ? null : "row " + index;
    }
}
