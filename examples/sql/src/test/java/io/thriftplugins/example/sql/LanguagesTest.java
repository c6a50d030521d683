package io.thriftplugins.example.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One query over plugins in Java, Python and JavaScript, of which the latter two know the contract alone. */
class LanguagesTest {

    private static final String CITIES = """
            {"city": "Paris", "country": "France", "people": 2.1, "capital": true}
            {"city": "Lyon", "country": "France", "people": 0.5, "capital": false}
            {"city": "Berlin", "country": "Germany", "people": 3.9, "capital": true, "note": null}
            """;

    @TempDir
    private static Path directory;

    private static TestSession session;
    private static String cities;

    @BeforeAll
    static void open() throws Exception {
        Path jsonl = Files.writeString(directory.resolve("cities.jsonl"), CITIES);
        Files.writeString(directory.resolve("people.csv"), "name,town\nAda,Paris\nAlan,Lyon\nGrace,Berlin\nNoone,\n");
        Files.writeString(directory.resolve("text.txt"), "From Paris to Lyon, and from Lyon to Berlin. Paris!\n");
        cities = "json_lines('" + jsonl + "')";
        session = new TestSession(Installed.files(), Installed.python(directory), Installed.node(directory));
    }

    @AfterAll
    static void close() throws SQLException {
        if (session != null) {
            session.close();
        }
    }

    @Test
    void aJoinOfThreeLanguages() throws SQLException {
        assertThat(session.rows("select p.name, c.country, w.occurrences"
                        + " from csv('" + directory.resolve("people.csv") + "') p"
                        + " join " + cities + " c on c.city = p.town"
                        + " join words(file_text('" + directory.resolve("text.txt") + "')) w on w.word = lower(p.town)"
                        + " order by 1"))
                .containsExactly(
                        List.of("Ada", "France", 2L), List.of("Alan", "France", 2L), List.of("Grace", "Germany", 1L));
    }

    @Test
    void conditionsColumnsAndLimitsReachPython() throws SQLException {
        String query = "select word from words('one two three four five') where length >= 4 limit 2";

        assertThat(session.print("explain plan for " + query))
                .contains("columns=[[word]], conditions=[[length GREATER_OR_EQUALS 4]], limit=[2]")
                .doesNotContain("Calc")
                .doesNotContain("EnumerableLimit");
        assertThat(session.rows(query)).containsExactly(List.of("three"), List.of("four"));
        assertThat(session.rows("select length from words('one two three') where word = 'three' and length > 3"))
                .containsExactly(List.of(5L));
        assertThat(session.rows("select word from words('a b c d') limit 2 offset 1"))
                .containsExactly(List.of("b"), List.of("c"));
    }

    @Test
    void conditionsColumnsAndLimitsReachNode() throws SQLException {
        String query = "select city from " + cities + " where country = 'France' and capital limit 5";

        assertThat(session.print("explain plan for " + query))
                .contains("columns=[[city]], conditions=[[country EQUALS France, capital EQUALS true]], limit=[5]")
                .doesNotContain("Calc");
        assertThat(session.rows(query)).containsExactly(List.of("Paris"));
        assertThat(session.rows("select sum(people), count(note) from " + cities + " where people < 3"))
                .containsExactly(List.of(2.6, 0L));
    }

    @Test
    void scalarFunctionsOfAllLanguages() throws SQLException {
        assertThat(session.rows("select slugify(city || ' ' || country) from " + cities + " where people = 0.5"))
                .containsExactly(List.of("lyon-france"));
        assertThat(session.rows("select text_statistics(file_text('" + directory.resolve("text.txt") + "'))")
                        .get(0)
                        .get(0))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .contains(Map.entry("words", 10L));
        byte[] zipped = (byte[]) session.rows("select gzip('" + directory.resolve("cities.jsonl") + "')")
                .get(0)
                .get(0);
        assertThat(zipped).startsWith(0x1f, 0x8b);
    }

    @Test
    void errorsOfAllLanguagesAreTold() {
        assertThatThrownBy(() -> session.rows("select * from json_lines('nix.jsonl')"))
                .satisfies(failure -> assertThat(Failures.message(failure))
                        .contains("'node-text'")
                        .contains("ENOENT"));
        assertThatThrownBy(() -> session.rows("select * from words()"))
                .satisfies(failure -> assertThat(Failures.message(failure)).contains("No match found"));
    }
}
