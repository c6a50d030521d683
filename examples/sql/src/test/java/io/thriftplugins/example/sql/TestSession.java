package io.thriftplugins.example.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.PluginHandle;
import io.thriftplugins.server.PluginSource;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plugins and a session with them; closing it checks that their processes are gone. */
final class TestSession implements AutoCloseable {

    private final PluginHost host;
    private final SqlSession session;
    private final List<ProcessHandle> processes;

    TestSession(PluginSource... plugins) throws SQLException {
        host = PluginHost.load(List.of(plugins), (source, failure) -> {
            throw failure;
        });
        processes = host.plugins().stream()
                .map(plugin -> ProcessHandle.of(plugin.pid().orElseThrow()).orElseThrow())
                .toList();
        try {
            session = SqlSession.of(host.plugins());
        } catch (RuntimeException e) {
            host.close();
            throw e;
        }
    }

    /** A plugin by its name. */
    PluginHandle plugin(String name) {
        return host.plugins().stream()
                .filter(plugin -> plugin.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    List<PluginHandle> plugins() {
        return host.plugins();
    }

    SqlSession session() {
        return session;
    }

    /** The rows of a query, as JDBC's objects. */
    List<List<@Nullable Object>> rows(String sql) throws SQLException {
        return session.query(sql, rows -> {
            List<List<@Nullable Object>> all = new ArrayList<>();
            while (rows.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(rows.getObject(i));
                }
                all.add(row);
            }
            return all;
        });
    }

    /** What the program prints. */
    String print(String sql) throws SQLException {
        StringWriter text = new StringWriter();
        session.query(sql, rows -> TablePrinter.print(rows, new PrintWriter(text)));
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    @Override
    public void close() throws SQLException {
        session.close();
        host.close();
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
    }
}
