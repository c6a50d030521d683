package io.thriftplugins.example.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a query reaches the plugin: its function {@code readings} tells. */
class PushdownTest {

    private static final String PEOPLE = """
            name,age,height,born,active,note
            Ada,36,1.65,1815-12-10,true,
            Alan,41,1.78,1912-06-23,true,null is a text
            Grace,85,1.70,1906-12-09,false,"with, comma"
            Konrad,,1.80,1910-06-22,false,
            Edsger,72,,1930-05-11,,
            """;

    @TempDir
    private static Path directory;

    private static TestSession session;
    private static String people;

    @BeforeAll
    static void open() throws SQLException, IOException {
        Path file = Files.writeString(directory.resolve("people.csv"), PEOPLE);
        people = "csv('" + file + "')";
        session = new TestSession(Installed.files());
    }

    @AfterAll
    static void close() throws SQLException {
        session.close();
    }

    /** The last reading: columns, conditions, rows to skip, rows at most, records that were read. */
    private static List<Object> lastReading() throws SQLException {
        List<List<Object>> readings =
                session.rows("select \"columns\", conditions, \"skip\", most, records from readings()"
                        + " where file_name = 'people.csv'");
        return readings.get(readings.size() - 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            age > 40                              | age Greater 40                              | Alan Edsger Grace
            age >= 41 and age <= 72               | age GreaterOrEquals 41, age LessOrEquals 72 | Alan Edsger
            age between 41 and 72                 | age GreaterOrEquals 41, age LessOrEquals 72 | Alan Edsger
            40 > age                              | age Less 40                                 | Ada
            age in (36, 72, 99)                   | age In [36, 72, 99]                         | Ada Edsger
            name = 'Ada'                          | name Equals Ada                             | Ada
            'Alan' <= name and name < 'Edsger'    | name GreaterOrEquals Alan, name Less Edsger | Alan
            height = 1.7                          | height Equals 1.7                           | Grace
            born < timestamp '1907-01-01 00:00:00'| born Less 1907-01-01T00:00:00Z              | Ada Grace
            active                                | active Equals true                          | Ada Alan
            not active                            | active Equals false                         | Grace Konrad
            age is null                           | age IsNull                                  | Konrad
            age is not null and active is null    | active IsNull, age IsNotNull                | Edsger
            note is not null                      | note IsNotNull                              | Alan Grace
            age = 36.5                            | ``                                          | ``
            """)
    void conditionsReachThePlugin(String where, String conditions, String names) throws SQLException {
        List<List<Object>> rows = session.rows("select name from " + people + " where " + where + " order by name");

        assertThat(rows.stream().map(row -> String.valueOf(row.get(0))).collect(Collectors.joining(" ")))
                .isEqualTo(names);
        assertThat(lastReading().get(1)).isEqualTo(conditions);
    }

    @Test
    void onlyColumnsThatAreNeededAreRead() throws SQLException {
        assertThat(session.rows("select upper(name), age + 1 from " + people + " where active order by 1"))
                .containsExactly(List.of("ADA", 37L), List.of("ALAN", 42L));
        assertThat(lastReading()).startsWith("name, age", "active Equals true");
    }

    @Test
    void countingNeedsOneColumn() throws SQLException {
        assertThat(session.rows("select count(*) from " + people)).containsExactly(List.of(5L));
        assertThat(lastReading().get(0)).isEqualTo("name");
    }

    @Test
    void limitAndOffsetReachThePlugin() throws SQLException {
        assertThat(session.rows("select name from " + people + " limit 1 offset 2"))
                .containsExactly(List.of("Grace"));
        assertThat(lastReading()).startsWith("name", "", 2L, 1L);
    }

    @Test
    void limitReachesThePluginTogetherWithConditions() throws SQLException {
        assertThat(session.rows("select name from " + people + " where age > 40 limit 1"))
                .containsExactly(List.of("Alan"));
        assertThat(lastReading()).startsWith("name", "age Greater 40", 0L, 1L);
    }

    @Test
    void limitStaysHereIfRowsAreSortedOrFilteredHere() throws SQLException {
        assertThat(session.rows("select name from " + people + " order by height desc limit 1"))
                .hasSize(1);
        assertThat(lastReading().get(3)).isNull();

        assertThat(session.rows("select name from " + people + " where upper(name) like 'A%' and age > 36 limit 1"))
                .containsExactly(List.of("Alan"));
        assertThat(lastReading()).startsWith("name", "age Greater 36", 0L, null);
    }

    @Test
    void aConditionOnALimitedTableIsNotCheckedBeforeTheLimit() throws SQLException {
        assertThat(session.rows("select name from (select * from " + people + " limit 2) where name = 'Grace'"))
                .isEmpty();
        assertThat(session.rows("select name from (select * from " + people + " limit 3) where name = 'Grace'"))
                .containsExactly(List.of("Grace"));
        assertThat(session.rows("select name from (select * from " + people + " limit 3) limit 5 offset 1"))
                .containsExactly(List.of("Alan"), List.of("Grace"));
    }

    /** The plugin's row sets take one value for a column and operation. */
    @Test
    void whatThePluginCantCheckIsCheckedHere() throws SQLException {
        assertThat(session.rows("select name from " + people + " where (age < 40 or age > 80) and name <> 'Ada'"))
                .containsExactly(List.of("Grace"));
        assertThat(session.rows("select name from " + people
                        + " where height <> 1.65 and height <> 1.7 and height <> 1.8 and note is not null"))
                .containsExactly(List.of("Alan"));
    }

    @Test
    void joinsPushToBothSides() throws SQLException {
        String plan = session.print("explain plan for select a.name, b.name from " + people + " a join " + people
                + " b on a.age = b.age where a.active and b.name > 'A'");

        assertThat(plan).contains("conditions=[[active EQUALS true]]").contains("conditions=[[name GREATER A]]");
    }

    @Test
    void oneTableReadTwiceAtTheSameTimeIsReadWhole() throws SQLException {
        assertThat(session.rows("select count(*) from " + people + " a, " + people + " b"))
                .containsExactly(List.of(25L));
        assertThat(session.rows("with p as (select * from " + people
                        + ") select (select max(age) from p) - (select min(age) from p)"))
                .containsExactly(List.of(49L));
    }

    @Test
    void aNestedLoopReadsEachTableTwiceAtMost() throws SQLException {
        long before = session.rows("select * from readings()").size();

        assertThat(session.rows("select count(*) from " + people + " a join " + people + " b on a.age < b.age"))
                .containsExactly(List.of(6L));
        assertThat(session.rows("select * from readings()").size() - before).isBetween(2L, 3L);
    }

    @Test
    void noLimitIsTooLarge() throws SQLException {
        assertThat(session.rows("select name from " + people + " limit 0")).isEmpty();
        assertThat(session.rows("select name from " + people + " offset 9000000000"))
                .isEmpty();
        assertThat(session.rows("select count(*) from (select name from " + people + " limit 9000000000)"))
                .containsExactly(List.of(5L));
    }
}
