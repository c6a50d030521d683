package io.thriftplugins.e2e.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.DataType;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.RowCursor;
import io.thriftplugins.RowQuery;
import io.thriftplugins.RowSet;
import io.thriftplugins.RowSource;
import io.thriftplugins.RowWriter;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.server.PluginSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
@DisplayName("Row sets")
final class RowConcurrencyTest {

    private static final int THREADS = 64;
    private static final int ROWS = 3000;

    @Parameter
    private String transport;

    @TempDir
    private Path directory;

    private PluginSource plugin() {
        return PluginJars.source(directory, RowsPlugin.class, EdgeRows.class, EditableTable.class);
    }

    private static RowSet rows(PluginHandle plugin, String function, Object... arguments) {
        return (RowSet) Objects.requireNonNull(plugin.call(function, arguments));
    }

    @Test
    @DisplayName("are read by 64 threads at once (checklist 22)")
    void concurrent() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (TestHost host = TestHost.start(transport)) {
            PluginHandle plugin = host.load(plugin());
            List<Future<Long>> sums = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                sums.add(threads.submit(() -> sum(plugin)));
            }
            for (Future<Long> sum : sums) {
                assertThat(sum.get(40, TimeUnit.SECONDS)).isEqualTo(ROWS * (ROWS - 1L) / 2);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static long sum(PluginHandle plugin) {
        long sum = 0;
        try (RowSet rows = rows(plugin, "numbers", ROWS);
                RowCursor row = rows.read()) {
            while (row.next()) {
                sum += row.getLong(0);
            }
        }
        return sum;
    }

    @Test
    @DisplayName("whose sources read others are 32 deep with a connection limit of 1 (checklist 23, 34)")
    void nested() {
        try (TestHost host = TestHost.start(transport, options -> options.maxConnectionsPerPlugin(1))) {
            PluginHandle plugin = host.load(plugin());
            assertThat(plugin.call("sum", depth(plugin, 32))).isEqualTo(32L);
        }
    }

    /** A row set of one row, which is one more than what the plugin says of the row set below it. */
    private static RowSet depth(PluginHandle plugin, int depth) {
        return RowSet.builder("depth " + depth)
                .column("depth", DataType.INTEGER)
                .source(query -> new RowSource() {
                    private boolean done;

                    @Override
                    public boolean next(RowWriter row) {
                        if (done) {
                            return false;
                        }
                        done = true;
                        row.setLong(0, depth == 0 ? 0 : 1 + (Long) below());
                        return true;
                    }

                    private Object below() {
                        return Objects.requireNonNull(plugin.call("sum", depth(plugin, depth - 1)));
                    }
                })
                .build();
    }

    @Test
    @DisplayName("whose source hangs cost the reader the call timeout, and the source is interrupted (checklist 29)")
    void deadline() {
        try (TestHost host = TestHost.start(
                transport, options -> options.callTimeout(Duration.ofSeconds(2)).function("hanging()", call -> null))) {
            PluginHandle plugin = host.load(plugin());
            // Row by row, so that the first one doesn't wait for the others.
            try (RowSet rows = rows(plugin, "stuck");
                    RowCursor row = rows.read(RowQuery.all().forUpdate())) {
                assertThat(row.next()).isTrue();
                assertThat(Errors.of(row::next).code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
                await().until(() -> Objects.equals(plugin.call("interrupted"), 1L));
            }
        }
    }
}
