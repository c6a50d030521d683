package io.thriftplugins.example.files;

import io.thriftplugins.DataType;
import io.thriftplugins.RowQuery;
import io.thriftplugins.RowSet;
import io.thriftplugins.RowSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The last readings, so that one can see what of a query reaches this plugin. */
final class Readings {

    private static final int KEPT = 100;

    private final Deque<Reading> last = new ArrayDeque<>();

    synchronized Reading begin(String file, RowQuery query) {
        Reading reading = new Reading(file, query);
        if (last.size() == KEPT) {
            last.removeFirst();
        }
        last.addLast(reading);
        return reading;
    }

    /** The readings as rows, oldest first. */
    RowSet asRowSet() {
        return RowSet.builder("readings")
                .column("file_name", DataType.STRING)
                .column("columns", DataType.STRING, "which ones are wanted")
                .column("conditions", DataType.STRING)
                .column("skip", DataType.INTEGER, "rows before the first one that is wanted")
                .column("most", DataType.INTEGER, "how many rows are wanted, at most")
                .column("records", DataType.INTEGER, "how many records of the file were read")
                .source(query -> RowSource.of(rows().iterator()))
                .build();
    }

    private synchronized List<List<@Nullable Object>> rows() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        last.forEach(reading -> rows.add(reading.row()));
        return rows;
    }

    /** One of them. */
    static final class Reading {

        private final String file;
        private final RowQuery query;
        private final AtomicLong records = new AtomicLong();

        private Reading(String file, RowQuery query) {
            this.file = file;
            this.query = query;
        }

        void count() {
            records.incrementAndGet();
        }

        private List<@Nullable Object> row() {
            StringBuilder conditions = new StringBuilder();
            query.conditions()
                    .forEach(condition -> conditions
                            .append(conditions.isEmpty() ? "" : ", ")
                            .append(condition.column())
                            .append(' ')
                            .append(condition.operation().wireName())
                            .append(condition.value() == null ? "" : " " + condition.value()));
            Long most = query.limit().isPresent() ? (Long) query.limit().getAsLong() : null;
            return Arrays.asList(
                    file,
                    String.join(", ", query.columns()),
                    conditions.toString(),
                    query.offset(),
                    most,
                    records.get());
        }
    }
}
