package io.thriftplugins.example.snippets.rows;

import io.thriftplugins.KeyOperation;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.RowCursor;
import io.thriftplugins.RowMapping;
import io.thriftplugins.RowQuery;
import io.thriftplugins.RowSet;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What a host does with the rows of a plugin. */
public final class CityHost {

    private static final RowMapping<Place> PLACES = RowMapping.of(MethodHandles.lookup(), Place.class);

    private CityHost() {}

    /** Has some of the columns; they are found by name. */
    public record Place(String country, String name) {}

    /** With a cursor: fast, since no object is made for a number. */
    public static long people(PluginHandle plugin) {
        long sum = 0;
        try (RowSet cities = (RowSet) Objects.requireNonNull(plugin.call("cities"));
                RowCursor city = cities.read()) {
            int people = city.column("people");
            while (city.next()) {
                if (!city.isNull(people)) {
                    sum += city.getLong(people);
                }
            }
        }
        return sum;
    }

    /** With a stream: convenient, since each row is an object of its own and may be kept. */
    public static List<Place> places(PluginHandle plugin) {
        try (RowSet cities = (RowSet) Objects.requireNonNull(plugin.call("cities"))) {
            return cities.stream().map(PLACES::read).toList();
        }
    }

    /** Only what is wanted: the plugin reads no further than to the tenth error, and sends two of three columns. */
    public static List<String> firstErrors(PluginHandle plugin, String file) {
        RowQuery errors = RowQuery.all()
                .columns("line", "level")
                .where("level", KeyOperation.EQUALS, "ERROR")
                .limit(10);
        try (RowSet log = (RowSet) Objects.requireNonNull(plugin.call("log", file));
                Stream<io.thriftplugins.Row> rows = log.stream(errors)) {
            return rows.map(row -> file + ":" + row.getLong("line")).toList();
        }
    }
}
