package io.thriftplugins.example.snippets.rows;

import io.thriftplugins.DataType;
import io.thriftplugins.KeyCondition;
import io.thriftplugins.KeyOperation;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import io.thriftplugins.RowColumn;
import io.thriftplugins.RowMapping;
import io.thriftplugins.RowQuery;
import io.thriftplugins.RowSet;
import io.thriftplugins.RowSource;
import io.thriftplugins.RowWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Gives rows away in three ways. */
public final class CityPlugin implements Plugin {

    private static final RowMapping<City> CITIES = RowMapping.of(MethodHandles.lookup(), City.class);

    private static final List<City> ALL = List.of(
            new City("Delft", "NL", 104_000), new City("Ghent", "BE", 265_000), new City("Utrecht", "NL", 374_000));

    /** Its components are the columns. */
    public record City(
            String name,

            @RowColumn(value = "country", description = "ISO 3166, two letters")
            String code,

            long people) {}

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("cities")
                .version("1.0")
                // Objects in memory: can be read again and again, and sought in.
                .function("cities(): object<IRowsInput>", call -> RowSet.of("cities", CITIES, ALL))
                // A stream: can be read once, and is closed afterwards.
                .function(
                        "large_cities(): object<IRowsIterator>",
                        call -> RowSet.ofStream("large", CITIES, ALL.stream().filter(city -> city.people() > 200_000)))
                // Anything else: a source that goes from row to row.
                .function("log(file: string): object<IRowsInput>", call -> log(Path.of(call.getString("file"))));
    }

    private static RowSet log(Path file) {
        return RowSet.builder("log")
                .description("A log, line by line")
                .column("line", DataType.INTEGER, "from 1")
                .column("level", DataType.STRING)
                .column("message", DataType.STRING)
                // The reader may say which level it wants; then no other rows are made or sent.
                .key("level", KeyOperation.EQUALS)
                .source(query -> new LogSource(file, query))
                .build();
    }

    /** One reading of the file; each reader has its own. */
    private static final class LogSource implements RowSource {

        private final BufferedReader lines;
        private final Object level;
        private final boolean withMessage;
        private long number;

        LogSource(Path file, RowQuery query) throws IOException {
            KeyCondition wanted = query.condition("level", KeyOperation.EQUALS);
            level = wanted == null ? "" : String.valueOf(wanted.value());
            withMessage = query.wants("message");
            lines = Files.newBufferedReader(file);
        }

        @Override
        public boolean next(RowWriter row) throws IOException {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String[] parts = line.split(" ", 2);
                if (level.equals("") || level.equals(parts[0])) {
                    row.setLong(0, number);
                    row.setString(1, parts[0]);
                    if (withMessage) {
                        row.setString(2, parts[1]);
                    }
                    return true;
                }
            }
            return false;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
