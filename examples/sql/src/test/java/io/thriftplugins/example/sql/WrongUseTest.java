package io.thriftplugins.example.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries that can't work say why, and leave nothing open (checklist 26, 27). */
class WrongUseTest {

    @TempDir
    private static Path directory;

    private static TestSession session;

    @BeforeAll
    static void open() throws SQLException, IOException {
        session = new TestSession(Installed.edge(directory), Installed.files());
    }

    @AfterAll
    static void close() throws SQLException {
        session.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            select nix from numbers(1) | line 1, column 8: Column 'nix' not found in any table
            select * from nix(1) | line 1, column 15: No match found for function signature nix(<NUMERIC>)
            select * from numbers() | line 1, column 15: No match found for function signature numbers()
            select * from numbers('x') | The parameter 'many' is of the type integer, which the value
            select * from numbers(1.5) | The parameter 'many' is of the type integer, which the value 1.5 is not
            select * from numbers(n.number), numbers(2) n | depends on the column 'n.number'
            select * from no_rows() | The function no_rows of the plugin 'edge' returned null
            select nothing() | No match found for function signature nothing()
            select same_integer('x') | For input string: "x"
            select * from csv('nix.csv') | There is no file
            select year from numbers(1) | Encountered "year from" at line 1, column 8.
            select 1 / (number - number) from numbers(1) | / by zero
            delete from numbers | Object 'numbers' not found
            """)
    void whatIsWrongIsTold(String sql, String message) throws SQLException {
        assertThatThrownBy(() -> session.rows(sql))
                .satisfies(failure -> assertThat(Failures.message(failure)).contains(message));
        assertThat(session.rows("select open_row_sets()")).containsExactly(List.of(0L));
    }
}
