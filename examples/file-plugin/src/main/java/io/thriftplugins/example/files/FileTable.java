package io.thriftplugins.example.files;

import io.thriftplugins.Column;
import io.thriftplugins.DataType;
import io.thriftplugins.KeyOperation;
import io.thriftplugins.RowQuery;
import io.thriftplugins.RowSet;
import io.thriftplugins.RowSetBuilder;
import io.thriftplugins.RowSource;
import io.thriftplugins.RowWriter;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** Reads a file as it is asked for: rows that fit the conditions, and of these the wanted columns. */
final class FileTable implements RowSource {

    private static final KeyOperation[] ORDERED = {
        KeyOperation.EQUALS,
        KeyOperation.NOT_EQUALS,
        KeyOperation.IN,
        KeyOperation.GREATER,
        KeyOperation.GREATER_OR_EQUALS,
        KeyOperation.LESS,
        KeyOperation.LESS_OR_EQUALS,
        KeyOperation.IS_NULL,
        KeyOperation.IS_NOT_NULL
    };

    private final Records records;
    private final int[] wanted;
    private final List<Filter> filters;
    private final Readings.Reading reading;

    private FileTable(Records records, List<Column> columns, RowQuery query, Readings.Reading reading) {
        this.records = records;
        this.reading = reading;
        wanted = IntStream.range(0, columns.size())
                .filter(column -> query.wants(columns.get(column).name()))
                .toArray();
        filters = query.conditions().stream()
                .map(condition -> Filter.of(condition, columns))
                .toList();
    }

    /** A row set that filters by every column whose values can be compared. */
    static RowSet of(TableFile file, Readings readings) {
        String name = String.valueOf(file.path().getFileName());
        RowSetBuilder rows = RowSet.builder(name).columns(file.columns()).uniqueKey(String.valueOf(file.path()));
        for (Column column : file.columns()) {
            if (column.type() != DataType.ANY) {
                rows.key(column.name(), ORDERED);
            }
        }
        return rows.source(query -> {
                    Readings.Reading reading = readings.begin(name, query);
                    return new FileTable(file.open(), file.columns(), query, reading);
                })
                .build();
    }

    @Override
    public boolean next(RowWriter row) throws IOException {
        while (records.next()) {
            reading.count();
            if (fits()) {
                for (int column : wanted) {
                    row.set(column, records.value(column));
                }
                return true;
            }
        }
        return false;
    }

    private boolean fits() {
        for (Filter filter : filters) {
            if (!filter.test(records.value(filter.column()))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
