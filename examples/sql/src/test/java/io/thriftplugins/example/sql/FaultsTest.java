package io.thriftplugins.example.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.PluginEnd;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries that are wrong, and plugins that fail or end in the middle of one. Each test checks that nothing is left. */
@Timeout(60)
class FaultsTest {

    @TempDir
    private Path directory;

    private TestSession session;

    @BeforeEach
    void open() throws SQLException, IOException {
        session = new TestSession(Installed.edge(directory), Installed.files());
    }

    /** Checks that the processes are gone. */
    @AfterEach
    void close() throws SQLException {
        session.close();
    }

    @Test
    void thePluginEndsInTheMiddleOfTheRows() throws Exception {
        assertThatThrownBy(() -> session.rows("select count(*) from dies_at(100000)"))
                .isInstanceOf(SQLException.class)
                .satisfies(failure -> assertThat(Failures.message(failure))
                        .contains("'edge'")
                        .contains("exit code " + EdgePlugin.EXIT_CODE));
        PluginEnd end = session.plugin("edge").ended().get(10, TimeUnit.SECONDS);
        assertThat(end.exitCode()).isEqualTo(EdgePlugin.EXIT_CODE);

        assertThat(session.rows("select count(*) from readings()")).containsExactly(List.of(0L));
        assertThatThrownBy(() -> session.rows("select * from numbers(1)"))
                .satisfies(failure -> assertThat(Failures.message(failure)).contains("'edge'"));
    }

    @Test
    void thePluginEndsInTheMiddleOfAJoin() {
        assertThatThrownBy(() -> session.rows(
                        "select count(*) from dies_at(5000) a join numbers(100000) b on a.number = b.number"))
                .satisfies(failure ->
                        assertThat(Failures.message(failure)).contains("exit code " + EdgePlugin.EXIT_CODE));
    }

    @Test
    void thePluginEndsInAScalarFunction() {
        assertThatThrownBy(() -> session.rows("select die() + number from numbers(10)"))
                .satisfies(failure ->
                        assertThat(Failures.message(failure)).contains("exit code " + EdgePlugin.EXIT_CODE));
    }

    @Test
    void aSourceThatFailsFailsTheQueryAndLeavesNothingOpen() throws SQLException {
        assertThatThrownBy(() -> session.rows("select sum(number) from fails_at(3000)"))
                .satisfies(failure -> assertThat(Failures.message(failure)).contains("no more of this"));
        assertNothingIsOpen();
    }

    @Test
    void rowsThatNobodyReadsToTheEndAreReleased() throws SQLException {
        assertThat(session.rows("select number from numbers(1000000) limit 3")).hasSize(3);
        assertThat(session.rows("select a.number from numbers(1000000) a, numbers(1000000) b where a.number < 0 limit 1"
                        + " offset 0"))
                .isEmpty();
        assertNothingIsOpen();
    }

    @Test
    void aQueryThatIsNeverRunLeavesNothingOpen() throws SQLException {
        session.print("explain plan for select * from numbers(10)");
        assertThatThrownBy(() -> session.rows("select nix from numbers(10)"));
        assertNothingIsOpen();
    }

    private void assertNothingIsOpen() throws SQLException {
        assertThat(session.rows("select open_row_sets()")).containsExactly(List.of(0L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock = """
            select nix from numbers(1)          | line 1, column 8: Column 'nix' not found in any table
            select * from nix(1)                | line 1, column 15: No match found for function signature nix(<NUMERIC>)
            select * from numbers()             | line 1, column 15: No match found for function signature numbers()
            select * from numbers('x')          | The parameter 'many' is of the type integer, which the value
            select * from numbers(1.5)          | The parameter 'many' is of the type integer, which the value 1.5 is not
            select * from numbers(n.number), numbers(2) n | depends on the column 'n.number'
            select * from no_rows()             | The function no_rows of the plugin 'edge' returned null
            select nothing()                    | No match found for function signature nothing()
            select same_integer('x')            | NumberFormatException
            select * from csv('nix.csv')        | There is no file
            select year from numbers(1)         | Encountered "year from" at line 1, column 8.
            select 1 / (number - number) from numbers(1) | / by zero
            delete from numbers                 | Object 'numbers' not found
            """)
    void whatIsWrongIsTold(String sql, String message) throws SQLException {
        assertThatThrownBy(() -> session.rows(sql))
                .satisfies(failure -> assertThat(Failures.message(failure)).contains(message));
        assertNothingIsOpen();
    }
}
