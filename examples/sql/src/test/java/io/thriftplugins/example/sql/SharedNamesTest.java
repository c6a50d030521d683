package io.thriftplugins.example.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.server.PluginSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions that several plugins have. */
class SharedNamesTest {

    @TempDir
    private Path directory;

    @Test
    void aSharedNameNeedsThePluginsName() throws SQLException, IOException {
        PluginSource edge = Installed.edge(directory);
        try (TestSession session = new TestSession(edge, edge.withName("other-edge"), Installed.files())) {
            assertThat(session.rows("select edge.same_integer(1), \"other-edge\".same_integer(n.number)"
                            + " from \"other-edge\".numbers(1) n"))
                    .containsExactly(List.of(1L, 0L));
            assertThat(session.rows("select number from edge.numbers(abs(-3)) limit 1"))
                    .containsExactly(List.of(0L));
            assertThatThrownBy(() -> session.rows("select same_integer(1)"))
                    .hasMessageContaining("No match found for function signature same_integer");
            assertThat(session.rows("select count(*) from readings()")).containsExactly(List.of(0L));
        }
    }

    @Test
    void theListShowsThePluginsNameWhereItIsNeeded() throws SQLException, IOException {
        PluginSource edge = Installed.edge(directory);
        try (TestSession session = new TestSession(edge, edge.withName("other-edge"), Installed.files())) {
            StringWriter list = new StringWriter();
            FunctionList.print(session.plugins(), session.session().shared(), new PrintWriter(list));

            assertThat(list.toString())
                    .contains("  value  \"edge\".same_integer(v: integer): integer")
                    .contains("  table  \"other-edge\".numbers(many: integer): object<IRowsInput>")
                    .contains("  -      nothing(): void")
                    .contains("  table  readings()");
        }
    }

    @Test
    void twoPluginsOfOneNameAreRefused() {
        assertThatThrownBy(() -> {
                    PluginSource edge = Installed.edge(directory);
                    new TestSession(edge, edge).close();
                })
                .hasMessageContaining("edge");
    }
}
