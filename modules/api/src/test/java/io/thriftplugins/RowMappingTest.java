package io.thriftplugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandles;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A mapping of objects to rows")
final class RowMappingTest {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    enum Size {
        SMALL,
        LARGE
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Everything(
            long number,
            int count,
            Short few,
            BigInteger large,
            double ratio,
            float half,
            boolean open,
            Boolean known,
            String name,
            char letter,
            Size size,
            Instant at,
            Duration lasts,
            BigDecimal price,
            byte[] bytes,
            List<String> tags,
            String[] words,
            Map<String, Long> counts,
            Json json,
            Object any) {}

    private static Everything everything() {
        return new Everything(
                Long.MIN_VALUE,
                -1,
                (short) 7,
                BigInteger.TEN,
                Double.MIN_VALUE,
                0.5f,
                true,
                null,
                "\ud83d\ude00",
                'x',
                Size.LARGE,
                Instant.EPOCH,
                Duration.ofMillis(1),
                new BigDecimal("1.5"),
                new byte[] {1, 2},
                List.of("a"),
                new String[] {"b", "c"},
                Map.of("k", 1L),
                new Json("{}"),
                3L);
    }

    private static <T> List<Row> rows(Class<T> type, List<T> objects) {
        return RowSet.of("objects", RowMapping.of(LOOKUP, type), objects).stream()
                .toList();
    }

    @Test
    @DisplayName("has a column for each component of a record, of the type that its values are sent as")
    void recordColumns() {
        List<Column> columns = RowMapping.of(LOOKUP, Everything.class).columns();
        assertThat(columns)
                .extracting(Column::name)
                .startsWith("number", "count", "few", "large", "ratio")
                .endsWith("json", "any");
        assertThat(columns)
                .extracting(Column::type)
                .containsExactly(
                        DataType.INTEGER,
                        DataType.INTEGER,
                        DataType.INTEGER,
                        DataType.INTEGER,
                        DataType.FLOAT,
                        DataType.FLOAT,
                        DataType.BOOLEAN,
                        DataType.BOOLEAN,
                        DataType.STRING,
                        DataType.STRING,
                        DataType.STRING,
                        DataType.TIMESTAMP,
                        DataType.INTERVAL,
                        DataType.NUMERIC,
                        DataType.BLOB,
                        DataType.ARRAY,
                        DataType.ARRAY,
                        DataType.MAP,
                        DataType.OBJECT,
                        DataType.ANY);
    }

    @Test
    @DisplayName("makes a record a row, and the row the same record")
    void thereAndBack() {
        RowMapping<Everything> mapping = RowMapping.of(LOOKUP, Everything.class);
        Everything made =
                mapping.read(rows(Everything.class, List.of(everything())).get(0));
        assertThat(made).usingRecursiveComparison().isEqualTo(everything());
    }

    @Test
    @DisplayName("finds columns by name, in any case and order, and leaves others out")
    void columnsByName() {
        List<Column> columns = List.of(
                Column.of("NAME", DataType.STRING), Column.of("more", DataType.ANY), Column.of("id", DataType.INTEGER));
        RowMapping<Person> mapping = RowMapping.of(LOOKUP, Person.class);
        try (RowSet rows = RowSet.of("people", columns, List.of(Arrays.asList("ada", null, 7L)))) {
            assertThat(rows.stream().map(mapping::read)).containsExactly(new Person(7, "ada"));
        }
        try (RowSet rows = RowSet.of("people", columns.subList(0, 2), List.of(List.of("ada")))) {
            Row row = rows.stream().toList().get(0);
            PluginErrors.messageOf(ErrorCode.INVALID_ARGUMENT, () -> mapping.read(row))
                    .contains("no column 'id' among [NAME, more]");
        }
    }

    record Person(int id, String name) {}

    @Test
    @DisplayName("tells which column has a value that the record can't take")
    void misfits() {
        RowMapping<Person> mapping = RowMapping.of(LOOKUP, Person.class);
        List<Column> columns = List.of(Column.of("id", DataType.ANY), Column.of("name", DataType.ANY));
        for (Object id : Arrays.asList(null, "seven", 1L << 40)) {
            Row row = RowSet.of("people", columns, List.of(Arrays.asList(id, "ada"))).stream()
                    .toList()
                    .get(0);
            PluginErrors.messageOf(ErrorCode.INVALID_ARGUMENT, () -> mapping.read(row))
                    .contains("Column 'id' holds");
        }
        RowMapping<Sized> sized = RowMapping.of(LOOKUP, Sized.class);
        Row row = RowSet.of("sizes", List.of(Column.of("size", DataType.STRING)), List.of(List.of("HUGE"))).stream()
                .toList()
                .get(0);
        PluginErrors.messageOf(ErrorCode.INVALID_ARGUMENT, () -> sized.read(row))
                .contains("'HUGE', which is no constant of Size");
    }

    record Sized(Size size) {}

    /** A bean, whose base class has a property, too. */
    public static class Car extends Vehicle {

        @RowColumn(value = "max_speed", description = "in km/h")
        public double getSpeed() {
            return 180;
        }

        public boolean isElectric() {
            return true;
        }

        @Override
        public String getName() {
            return "car";
        }

        public static int getCount() {
            return 1;
        }

        public String getWith(String argument) {
            return argument;
        }

        public void get() {}
    }

    /** The base class. */
    public static class Vehicle {

        public int getWheels() {
            return 4;
        }

        public CharSequence getName() {
            return "vehicle";
        }
    }

    @Test
    @DisplayName("has a column for each getter of a bean, in the order of their names")
    void beans() {
        assertThat(RowMapping.of(LOOKUP, Car.class).columns())
                .containsExactly(
                        Column.of("electric", DataType.BOOLEAN),
                        Column.of("name", DataType.STRING),
                        new Column("max_speed", DataType.FLOAT, "in km/h"),
                        Column.of("wheels", DataType.INTEGER));
        List<Row> rows = rows(Car.class, List.of(new Car()));
        assertThat(rows).hasToString("[[true, car, 180.0, 4]]");
        PluginErrors.messageOf(
                        ErrorCode.NOT_SUPPORTED,
                        () -> RowMapping.of(LOOKUP, Car.class).read(rows.get(0)))
                .contains("is no record");
    }

    @SuppressWarnings("ArrayRecordComponent") // never made
    record Unmappable(Thread thread, String fine, int[] numbers, Void nothing) {}

    @Test
    @DisplayName("names all that can't be mapped")
    void unmappable() {
        PluginErrors.messageOf(ErrorCode.INVALID_ARGUMENT, () -> RowMapping.of(LOOKUP, Unmappable.class))
                .contains("'thread' is a java.lang.Thread")
                .contains("'numbers' is a int[]")
                .contains("'nothing' is a java.lang.Void")
                .doesNotContain("'fine'");
        PluginErrors.messageOf(ErrorCode.INVALID_ARGUMENT, () -> RowMapping.of(LOOKUP, Object.class))
                .contains("neither record components nor getters");
    }

    @Test
    @DisplayName("of another's class says what right is missing")
    void foreign() {
        PluginErrors.messageOf(
                        ErrorCode.INVALID_ARGUMENT, () -> RowMapping.of(MethodHandles.publicLookup(), Person.class))
                .contains("MethodHandles.lookup() of the class itself");
    }

    record Failing(int number) {

        @Override
        public int number() {
            throw new IllegalStateException("no number today");
        }
    }

    @Test
    @DisplayName("passes on what a getter throws")
    void failingGetter() {
        assertThatThrownBy(() -> rows(Failing.class, List.of(new Failing(1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no number today");
    }
}
