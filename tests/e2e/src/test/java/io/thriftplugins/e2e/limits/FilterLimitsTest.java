package io.thriftplugins.e2e.limits;

import static io.thriftplugins.e2e.limits.StubConnection.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.Column;
import io.thriftplugins.DataType;
import io.thriftplugins.KeyOperation;
import io.thriftplugins.Limit;
import io.thriftplugins.RowSet;
import io.thriftplugins.RowSource;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.thrift.ContextInfo;
import io.thriftplugins.thrift.ContextQueryInfo;
import io.thriftplugins.thrift.QueryCatPluginException;
import io.thriftplugins.thrift.RowsList;
import io.thriftplugins.thrift.VariantValue;
import java.util.List;
import org.apache.thrift.TException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LeakCheck.class)
@ParameterizedClass
@EnumSource
@Timeout(60)
@DisplayName("Limits of what a peer wants of row sets")
final class FilterLimitsTest {

    private static final int BYTES = 2048;

    /** A text in a union: the field's header, the text's length, and the end. */
    private static final int OVERHEAD = 3 + Integer.BYTES + 1;

    @Parameter
    Transport transport;

    private TestHost host;
    private StubPlugin plugin;
    private StubConnection connection;

    @BeforeEach
    void start() throws Exception {
        host = TestHost.start(
                transport,
                server -> server.limit(Limit.MAX_FILTER_BYTES, BYTES).function("rows(): object", call -> rows()));
        plugin = StubPlugin.registered(host.server());
        connection = plugin.connectKnown();
    }

    @AfterEach
    void close() throws Exception {
        plugin.close();
        host.close();
    }

    @Test
    @DisplayName("maxFilterBytes: so many for all row sets together, more when one is closed or a value replaced")
    void values() throws TException {
        int first = open();
        int second = open();
        filter(first, KeyOperation.EQUALS, BYTES / 2);
        filter(second, KeyOperation.EQUALS, BYTES / 4);
        filter(second, KeyOperation.LIKE, BYTES / 4 + 1);
        assertExceeds(second);
        filter(second, KeyOperation.LIKE, BYTES / 4);
        assertReadable(second);

        // A shorter one instead makes room.
        filter(second, KeyOperation.EQUALS, OVERHEAD);
        filter(second, KeyOperation.LIKE, BYTES / 2 - OVERHEAD);
        assertReadable(second);
        connection.host().RowsSet_UnsetKeyColumnValue(plugin.token(), second, 0, KeyOperation.EQUALS.wireName());
        filter(second, KeyOperation.LIKE, BYTES / 2);
        assertReadable(second);
        connection.host().Thread_CloseHandle(plugin.token(), first);
        filter(second, KeyOperation.EQUALS, BYTES / 2);
        assertReadable(second);
        filter(second, KeyOperation.EQUALS, BYTES / 2 + 1);
        assertExceeds(second);
    }

    @Test
    @DisplayName("maxFilterBytes: names of columns count as well")
    void columns() throws TException {
        int rows = open();
        context(rows, BYTES - 100);
        assertReadable(rows);
        assertThat(refused(() -> context(rows, BYTES + 100)).getError_message()).contains("maxFilterBytes = " + BYTES);
        assertReadable(rows);
        filter(rows, KeyOperation.EQUALS, 200);
        assertExceeds(rows);
        context(rows, 10);
        filter(rows, KeyOperation.EQUALS, 200);
        assertReadable(rows);
    }

    @Test
    @DisplayName("what a row set can't filter by is refused, and not kept")
    void otherOperations() throws TException {
        int rows = open();
        for (KeyOperation operation : KeyOperation.values()) {
            if (operation != KeyOperation.EQUALS && operation != KeyOperation.LIKE) {
                filter(rows, operation, BYTES);
                assertThat(refused(() -> read(rows)).getError_code()).isEqualTo("INVALID_ARGUMENT");
                connection.host().RowsSet_UnsetKeyColumnValue(plugin.token(), rows, 0, operation.wireName());
            }
        }
        filter(rows, KeyOperation.EQUALS, BYTES);
        assertReadable(rows);
    }

    private static RowSet rows() {
        return RowSet.builder("rows")
                .columns(List.of(Column.of("name", DataType.STRING)))
                .key("name", KeyOperation.EQUALS, KeyOperation.LIKE)
                .source(query -> RowSource.of(List.<List<Object>>of().iterator()))
                .build();
    }

    private int open() throws TException {
        return connection.call(plugin.token(), "ROWS").getObject().getHandle();
    }

    /** A condition with a value that has so many bytes. */
    private void filter(int rows, KeyOperation operation, int bytes) throws TException {
        connection
                .host()
                .RowsSet_SetKeyColumnValue(
                        plugin.token(),
                        rows,
                        0,
                        operation.wireName(),
                        VariantValue.string_("x".repeat(bytes - OVERHEAD)));
    }

    private void context(int rows, int length) throws TException {
        ContextQueryInfo wanted = new ContextQueryInfo(
                List.of(new io.thriftplugins.thrift.Column(
                        0, "x".repeat(length), io.thriftplugins.thrift.DataType.STRING)),
                0);
        connection.host().RowsSet_SetContext(plugin.token(), rows, wanted, new ContextInfo(10, false));
    }

    /** The contract declares no error where a value is set (4.1): a peer learns of it when it reads. */
    private void assertExceeds(int rows) throws TException {
        QueryCatPluginException error = refused(() -> read(rows));
        assertThat(error.getError_code()).isEqualTo("LIMIT_EXCEEDED");
        assertThat(error.getError_message()).contains("maxFilterBytes = " + BYTES);
    }

    private void assertReadable(int rows) throws TException {
        assertThat(read(rows).getValues()).isEmpty();
    }

    private RowsList read(int rows) throws TException {
        connection.host().RowsSet_Reset(plugin.token(), rows);
        return connection.host().RowsSet_GetRows(plugin.token(), rows, 10);
    }
}
