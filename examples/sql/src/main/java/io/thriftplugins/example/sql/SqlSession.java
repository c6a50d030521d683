package io.thriftplugins.example.sql;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.Multimap;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.calcite.jdbc.CalciteConnection;
import org.apache.calcite.prepare.Prepare;
import org.apache.calcite.schema.Function;
import org.apache.calcite.schema.SchemaPlus;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.util.TryThreadLocal;

/**
 * SQL over plugins: a connection to Calcite whose schemas are the plugins. A function whose name is that of one plugin
 * alone is also found without the schema's name. Used by one thread at a time.
 */
final class SqlSession implements AutoCloseable {

    private final Connection connection;
    private final Map<String, List<String>> shared = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Set<String> tables = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private QueryScope scope = new QueryScope();

    private SqlSession(Connection connection) {
        this.connection = connection;
    }

    /** A session with these plugins, which it doesn't close. */
    static SqlSession of(List<PluginHandle> plugins) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "caseSensitive", "false",
                "unquotedCasing", "UNCHANGED",
                "quotedCasing", "UNCHANGED",
                "conformance", "LENIENT",
                "fun", "standard,postgresql",
                "timeZone", "UTC",
                "typeSystem", WideDecimals.class.getName()));
        SqlSession session = new SqlSession(DriverManager.getConnection("jdbc:calcite:", properties));
        session.add(plugins);
        return session;
    }

    private void add(List<PluginHandle> plugins) throws SQLException {
        SchemaPlus root = connection.unwrap(CalciteConnection.class).getRootSchema();
        Map<String, List<String>> owners = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Multimap<String, Function> functions = ArrayListMultimap.create();
        for (PluginHandle plugin : plugins) {
            PluginSchema schema = new PluginSchema(plugin, () -> scope);
            if (root.subSchemas().get(plugin.name()) != null) {
                throw new PluginException(
                        ErrorCode.INVALID_ARGUMENT,
                        "Two plugins have the name '" + plugin.name() + "'; load one of them");
            }
            root.add(plugin.name(), schema);
            plugin.functions().stream().filter(PluginSchema::isRowSet).forEach(table -> tables.add(table.name()));
            functions.putAll(schema.getFunctionMultimap());
            for (String name : schema.getFunctionMultimap().keySet()) {
                owners.computeIfAbsent(name, key -> new ArrayList<>()).add(plugin.name());
            }
        }
        owners.values().removeIf(names -> names.size() == 1);
        functions.keySet().removeIf(owners::containsKey);
        functions.forEach(root::add);
        shared.putAll(owners);
    }

    /** The functions that need their plugin's name before theirs, and the plugins that have them. */
    Map<String, List<String>> shared() {
        return Collections.unmodifiableMap(shared);
    }

    /**
     * Runs a query.
     *
     * @param sql the query, without a semicolon
     * @param reader takes its rows
     * @return what the reader returns
     * @throws SQLException if it can't be understood, or failed
     */
    <T> T query(String sql, Reader<T> reader) throws SQLException {
        try {
            String plain = TableArguments.evaluate(sql, tables::contains, this::literal);
            if (plain.equals(sql)) {
                return run(sql, reader);
            }
            try {
                return run(plain, reader);
            } catch (SQLException e) {
                throw new RewrittenException(e);
            }
        } catch (SqlParseException e) {
            throw new SQLException(e);
        }
    }

    private <T> T run(String sql, Reader<T> reader) throws SQLException {
        QueryScope outer = scope;
        // By default Calcite reads all columns if a query has two joins or more.
        TryThreadLocal.Memo trimming = Prepare.THREAD_TRIM.push(true);
        try (QueryScope own = new QueryScope();
                Statement statement = connection.createStatement()) {
            scope = own;
            try (ResultSet rows = statement.executeQuery(sql)) {
                return reader.read(rows);
            }
        } catch (ExceptionInInitializerError e) {
            // Constants are computed when the class is loaded that Calcite generates.
            throw new SQLException(e.getCause());
        } finally {
            trimming.close();
            scope = outer;
        }
    }

    private String literal(String expression) throws SQLException {
        return query("values (" + expression + ")", row -> {
            row.next();
            Object value = row.getObject(1);
            if (value instanceof String text) {
                return "'" + text.replace("'", "''") + "'";
            } else if (value instanceof Timestamp) {
                return "timestamp '" + row.getString(1) + "'";
            } else if (value instanceof BigDecimal number) {
                return number.toPlainString();
            } else if (value == null || value instanceof Number || value instanceof Boolean) {
                return String.valueOf(value);
            }
            throw new IllegalArgumentException("The value of " + expression + " can't be an argument in FROM");
        });
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** Takes a query's rows. */
    @FunctionalInterface
    interface Reader<T> {

        /** Called once; the rows are closed afterwards. */
        T read(ResultSet rows) throws SQLException;
    }
}
