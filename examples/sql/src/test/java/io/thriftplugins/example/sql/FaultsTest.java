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

/** Plugins that fail, or end, in the middle of a query. Each test checks that nothing is left (checklist 42, 44). */
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
                .satisfies(
                        failure -> assertThat(Failures.message(failure)).contains("exit code " + EdgePlugin.EXIT_CODE));
    }

    @Test
    void thePluginEndsInAScalarFunction() {
        assertThatThrownBy(() -> session.rows("select die() + number from numbers(10)"))
                .satisfies(
                        failure -> assertThat(Failures.message(failure)).contains("exit code " + EdgePlugin.EXIT_CODE));
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
        assertThat(session.rows("select a.number from numbers(2) a join numbers(1000000) b on a.number = b.number"
                        + " limit 1"))
                .hasSize(1);
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
}
