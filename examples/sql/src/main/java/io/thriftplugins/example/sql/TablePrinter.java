package io.thriftplugins.example.sql;

import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Prints rows as a table. Its columns are as wide as the first rows need; only these are kept in memory. */
final class TablePrinter {

    private static final int MEASURED_ROWS = 1000;

    private final PrintWriter out;
    private final List<CellPrinter> cells = new ArrayList<>();
    private final List<Integer> widths = new ArrayList<>();

    private TablePrinter(PrintWriter out) {
        this.out = out;
    }

    /** Prints all rows of a result, and how many there were. */
    static long print(ResultSet rows, PrintWriter out) throws SQLException {
        return new TablePrinter(out).print(rows);
    }

    private long print(ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        if (columns.getColumnCount() == 1 && columns.getColumnLabel(1).equals("PLAN")) {
            return printPlan(rows);
        }
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            cells.add(CellPrinter.of(columns, i));
            names.add(columns.getColumnLabel(i));
            widths.add(width(columns.getColumnLabel(i)));
        }
        List<List<String>> measured = new ArrayList<>();
        while (measured.size() < MEASURED_ROWS && rows.next()) {
            List<String> row = row(rows);
            measured.add(row);
            for (int i = 0; i < row.size(); i++) {
                widths.set(i, Math.max(widths.get(i), width(row.get(i))));
            }
        }
        line(names);
        out.println(widths.stream().map(width -> "-".repeat(width + 2)).collect(Collectors.joining("+")));
        measured.forEach(this::line);
        long count = measured.size();
        if (count == MEASURED_ROWS) {
            for (; rows.next(); count++) {
                line(row(rows));
            }
        }
        out.println(count == 1 ? "(1 row)" : "(" + count + " rows)");
        out.flush();
        return count;
    }

    /** What EXPLAIN gives is a text of many lines. */
    private long printPlan(ResultSet rows) throws SQLException {
        long count = 0;
        for (; rows.next(); count++) {
            out.print(rows.getString(1));
        }
        out.flush();
        return count;
    }

    private List<String> row(ResultSet rows) throws SQLException {
        List<String> row = new ArrayList<>();
        for (CellPrinter cell : cells) {
            row.add(cell.text(rows));
        }
        return row;
    }

    private void line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String padding = " ".repeat(Math.max(0, widths.get(i) - width(row.get(i))));
            line.append(i == 0 ? " " : " | ");
            line.append(cells.get(i).isRight() ? padding + row.get(i) : row.get(i) + padding);
        }
        out.println(line.toString().stripTrailing());
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
