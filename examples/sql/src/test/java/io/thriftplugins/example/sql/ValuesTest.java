package io.thriftplugins.example.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values between SQL and plugins, there and back (checklist 21, 25). */
class ValuesTest {

    @TempDir
    private static Path directory;

    private static TestSession session;

    @BeforeAll
    static void open() throws SQLException, IOException {
        session = new TestSession(Installed.edge(directory));
    }

    @AfterAll
    static void close() throws SQLException {
        session.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            same_integer(9223372036854775807)                       | 9223372036854775807
            same_integer(-9223372036854775807 - 1)                  | -9223372036854775808
            same_string('it''s ä漢😀')                | it's ä漢😀
            same_float(1e308)                                       | 1.0E308
            same_float(17)                                          | 17.0
            same_boolean(1 < 2)                                     | true
            same_numeric(-9223372036854775807.999999999)            | -9223372036854775807.999999999
            same_numeric(5)                                         | 5
            same_timestamp(timestamp '9999-12-31 23:59:59')         | 9999-12-31 23:59:59
            same_timestamp(timestamp '1066-10-14 09:00:00')         | 1066-10-14 09:00:00
            same_timestamp(date '1969-12-31')                       | 1969-12-31 00:00:00
            same_interval(interval '1 02:03:04.567' day to second)  | 1 02:03:04.567
            same_interval(-interval '1' second)                     | -0 00:00:01
            same_any('text')                                        | text
            same_any(12)                                            | 12
            same_any(true)                                          | true
            same_array(array[1, 2, 3])                              | [1, 2, 3]
            same_map(map['a', 1])                                   | {a=1}
            cast(same_any(20) as integer) + 1                       | 21
            cast(same_map(map['a', 5])['a'] as integer) * 2         | 10
            cardinality(same_array(array['x', 'y']))                | 2
            bytes()                                                 | x'0001ff'
            upper(same_string(lower('ABC')))                        | ABC
            SAME_INTEGER(1)                                         | 1
            "edge".same_integer(1)                                  | 1
            same_integer(null)                                      | null
            same_string(null)                                       | null
            same_timestamp(null)                                    | null
            same_numeric(null)                                      | null
            same_any(null)                                          | null
            """)
    void scalars(String expression, String printed) throws SQLException {
        assertThat(session.print("select " + expression + " as v")
                        .split("\n")[2]
                        .strip())
                .isEqualTo(printed);
    }

    @Test
    void argumentsOfEachRowAreItsOwn() throws SQLException {
        assertThat(session.rows("select same_integer(v), same_string(w) from (values (1, 'a'), (null, 'b'), (3, null))"
                        + " as t(v, w)"))
                .containsExactly(Arrays.asList(1L, "a"), Arrays.asList(null, "b"), Arrays.asList(3L, null));
        assertThat(session.rows("select number from numbers(50) where same_integer(number) = 49"))
                .containsExactly(List.of(49L));
    }

    @Test
    void optionalArgumentsHaveTheirDefaults() throws SQLException {
        assertThat(session.rows("select defaults(1), defaults(1, 2), defaults(1, 2, 'y'), defaults(1, default, 'z'),"
                        + " defaults(a => 1, c => 'w'), defaults(1, null, null)"))
                .containsExactly(List.of("1 7 x", "1 2 x", "1 2 y", "1 7 z", "1 7 w", "1 null null"));
    }

    @Test
    void variadicFunctionsTakeAFewArguments() throws SQLException {
        assertThat(session.rows("select count_of(), count_of(1), count_of(1, 'a', null)"))
                .containsExactly(List.of(0L, 1L, 3L));
    }

    @Test
    void rowsOfAllTypes() throws SQLException {
        List<List<Object>> rows = session.rows("select * from edges()");

        assertThat(rows.get(0)).isEqualTo(Collections.nCopies(8, null));
        assertThat(rows.get(1))
                .startsWith(Long.MAX_VALUE, Double.MAX_VALUE, new BigDecimal("9223372036854775807.999999999"), true)
                .contains("ä漢😀'\n\"", 1L);
        assertThat(rows.get(2))
                .startsWith(Long.MIN_VALUE, -0.0, new BigDecimal("-0.000000001"), false)
                .contains("", List.of("a", 2L));
    }

    @Test
    void rowsOfAllTypesArePrinted() throws SQLException {
        assertThat(session.print("select t, d, s, n, a from edges()")).isEqualTo("""
                         t                   | d                   | s       |                             n | a
                        ---------------------+---------------------+---------+-------------------------------+--------
                         null                | null                | null    |                          null | null
                         9999-12-31 23:59:59 | 999999 00:00:00.001 | ä漢😀'\\n\" | 9223372036854775807.999999999 | 1
                         0001-01-01 00:00:00 | -0 00:00:00.001     |         |                  -0.000000001 | [a, 2]
                        (3 rows)
                        """);
    }

    @Test
    void comparisonsKnowNull() throws SQLException {
        assertThat(session.rows("select count(*) from edges() where i <> 5")).containsExactly(List.of(2L));
        assertThat(session.rows("select count(*) from edges() where i is null")).containsExactly(List.of(1L));
        assertThat(session.rows("select sum(n), min(t), max(i), count(b) from edges() where n > 0 or b is null"))
                .extracting(row -> row.get(0), row -> row.get(2), row -> row.get(3))
                .containsExactly(tuple(new BigDecimal("9223372036854775807.999999999"), Long.MAX_VALUE, 1L));
    }

    @Test
    void aRequiredKeyColumnNeedsAValue() throws SQLException {
        assertThat(session.rows("select square from keyed() where id = 12")).containsExactly(List.of(144L));
        assertThatThrownBy(() -> session.rows("select square from keyed()"))
                .hasMessageContaining("can't be read without a value for its key column 'id'");
        assertThatThrownBy(() -> session.rows("select square from keyed() where id > 12"))
                .hasMessageContaining("can't be read without a value for its key column 'id'");
    }

    @Test
    void aMapArrivesAsAMap() throws SQLException {
        assertThat(session.rows("select same_map(map['a', 1, 'b', 2])").get(0).get(0))
                .isEqualTo(Map.of("a", 1L, "b", 2L));
    }
}
