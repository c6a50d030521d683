package io.thriftplugins.e2e.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.DataType;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.Row;
import io.thriftplugins.RowCursor;
import io.thriftplugins.RowQuery;
import io.thriftplugins.RowSet;
import io.thriftplugins.RowSource;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.TestHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Each with one connection and with several. */
@ParameterizedClass
@CsvSource({TestHost.PIPE + ",4", TestHost.PIPE + ",1", TestHost.SOCKET + ",4"})
@DisplayName("Of a row set")
final class RowFaultsTest {

    private static final int MANY = 1_000_000;

    @Parameter(0)
    private String transport;

    @Parameter(1)
    private int connections;

    private final AtomicInteger hostClosed = new AtomicInteger();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private TestHost host;
    private PluginHandle plugin;

    @BeforeEach
    void start(@TempDir Path directory) {
        host = TestHost.start(
                transport,
                options -> options.maxConnectionsPerPlugin(connections)
                        .maxFrameBytes(1 << 20)
                        .function("hanging()", call -> {
                            hanging.countDown();
                            return null;
                        }));
        plugin = host.load(PluginJars.source(directory, RowsPlugin.class, EdgeRows.class, EditableTable.class));
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private RowSet rows(String function, @Nullable Object... arguments) {
        return (RowSet) Objects.requireNonNull(plugin.call(function, arguments));
    }

    private void awaitCount(String function, long count) {
        await().until(() -> Objects.equals(plugin.call(function), count));
    }

    @Test
    @DisplayName("the rows before a failure arrive, then the failure, again and again (checklist 24)")
    void failure() {
        for (int after : new int[] {0, 1, 31, 32, 33, 1000, 20_000}) {
            try (RowSet rows = rows("failing", after);
                    RowCursor row = rows.read()) {
                int read = 0;
                for (int i = 0; i < after; i++) {
                    assertThat(row.next()).isTrue();
                    read++;
                }
                assertThat(Errors.of(row::next).code()).isEqualTo(ErrorCode.FUNCTION_FAILED);
                assertThat(Errors.of(row::next)).hasMessageContaining("disk on fire");
                assertThat(read).isEqualTo(after);
            }
        }
    }

    @Test
    @DisplayName("a value of the wrong type is named, with row and column")
    void mismatch() {
        try (RowSet rows = rows("mismatching");
                RowCursor row = rows.read()) {
            assertThat(row.next()).isTrue();
            assertThat(Errors.of(row::next)).hasMessageContaining("Row 1, column 'id': two (String)");
        }
    }

    @Test
    @DisplayName("large rows come one by one; one that is too large for its reader names the limit (checklist 28)")
    void tooLargeForTheReader() {
        try (RowSet rows = rows("large", 5, 900_000)) {
            assertThat(rows.stream()).hasSize(5);
        }
        try (RowSet rows = rows("large", 5, 2_000_000);
                RowCursor row = rows.read()) {
            assertThatThrownBy(row::next).hasMessageContaining("maxFrameBytes = 1048576");
        }
        awaitCount("closed_sets", 2);
    }

    @Test
    @DisplayName("a reader that stops in the middle leaves no source open, and may begin again")
    void stopsInTheMiddle() {
        try (RowSet rows = rows("numbers", MANY)) {
            for (int stopAt : new int[] {0, 1, 40, 400, 40_000}) {
                try (RowCursor row = rows.read()) {
                    for (int i = 0; i < stopAt; i++) {
                        assertThat(row.next()).isTrue();
                        assertThat(row.getLong(0)).isEqualTo(i);
                    }
                }
            }
            // Nothing was opened for the one that read nothing.
            awaitCount("closed_sources", 4);
        }
        awaitCount("closed_sets", 1);
    }

    @Test
    @DisplayName("a second cursor is refused until the first is closed; a closed one is useless")
    void oneCursor() {
        try (RowSet rows = rows("numbers", 10)) {
            RowCursor first = rows.read();
            assertThat(Errors.of(rows::read).code()).isEqualTo(ErrorCode.NOT_SUPPORTED);
            assertThat(Errors.of(rows::write).code()).isEqualTo(ErrorCode.NOT_SUPPORTED);
            first.close();
            first.close();
            assertThat(Errors.of(first::next).code()).isEqualTo(ErrorCode.CLOSED);
            rows.read().close();
            RowCursor last = rows.read();
            rows.close();
            assertThat(Errors.of(last::next).code()).isEqualTo(ErrorCode.OBJECT_RELEASED);
            last.close();
            assertThat(Errors.of(rows::read).code()).isEqualTo(ErrorCode.OBJECT_RELEASED);
        }
    }

    @Test
    @DisplayName("the first rows of a slow source come at once, and a reader who gives up interrupts it (checklist 31)")
    void stuck() throws Exception {
        RowSet rows = rows("stuck");
        CountDownLatch firstRead = new CountDownLatch(1);
        FutureTask<Object> reading = new FutureTask<>(() -> {
            try (RowCursor row = rows.read(RowQuery.all().forUpdate())) {
                assertThat(row.next()).isTrue();
                firstRead.countDown();
                return Errors.of(row::next).code();
            }
        });
        Thread reader = new Thread(reading, "reader");
        reader.start();
        assertThat(firstRead.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(hanging.await(20, TimeUnit.SECONDS)).isTrue();
        reader.interrupt();
        assertThat(reading.get(20, TimeUnit.SECONDS)).isEqualTo(ErrorCode.CANCELLED);
        awaitCount("interrupted", 1);
        awaitCount("closed_sources", 1);
        rows.close();
    }

    @Test
    @DisplayName("other calls go on while it is read, also with one connection (checklist 32)")
    void otherCalls() {
        try (RowSet rows = rows("numbers", MANY);
                RowCursor row = rows.read()) {
            for (int i = 0; i < MANY; i++) {
                assertThat(row.next()).isTrue();
                if (i % 10_000 == 0) {
                    assertThat(plugin.call("closed_sets")).isEqualTo(0L);
                }
            }
        }
    }

    @Test
    @DisplayName("the plugin's death in mid-read is told with its exit code, after the rows that came (checklist 42)")
    void killed() {
        RowSet rows = rows("numbers", MANY);
        RowCursor row = rows.read();
        for (int i = 0; i < 1000; i++) {
            assertThat(row.next()).isTrue();
        }
        assertThat(Errors.of(() -> plugin.call("halt")).code()).isEqualTo(ErrorCode.PLUGIN_ENDED);
        assertThatThrownBy(() -> {
                    while (row.next()) {
                        row.getLong(0);
                    }
                })
                .hasMessageContaining("9");
        row.close();
        rows.close();
    }

    @Test
    @DisplayName("the host's source is closed when the plugin that reads it dies")
    void hostsSource() throws Exception {
        CountDownLatch reading = new CountDownLatch(100_000);
        RowSet mine = RowSet.builder("mine")
                .column("n", DataType.INTEGER)
                .source(query -> new RowSource() {
                    @Override
                    public boolean next(io.thriftplugins.RowWriter row) {
                        row.setLong(0, 1);
                        reading.countDown();
                        return true;
                    }

                    @Override
                    public void close() {
                        hostClosed.incrementAndGet();
                    }
                })
                .build();
        var sum = plugin.callAsync(io.thriftplugins.CallRequest.of("sum", mine));
        assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(sum).isNotDone();
        assertThat(Errors.of(() -> plugin.call("halt")).code()).isEqualTo(ErrorCode.PLUGIN_ENDED);
        assertThat(Errors.in(sum).code()).isEqualTo(ErrorCode.PLUGIN_ENDED);
        await().until(() -> hostClosed.get() == 1);
        mine.close();
    }

    @Test
    @DisplayName("a stream that is closed, or fails, ends the reading")
    void streams() {
        try (RowSet rows = rows("numbers", MANY)) {
            try (Stream<Row> stream = rows.stream()) {
                assertThat(stream.limit(3)).hasSize(3);
            }
            assertThat(plugin.call("closed_sources")).isEqualTo(1L);
            assertThat(rows.stream(RowQuery.all().limit(2))).hasSize(2);
        }
        try (RowSet rows = rows("failing", 5)) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> rows.stream().toList()).hasMessageContaining("disk on fire");
            }
        }
    }

    @Test
    @DisplayName("a forgotten cursor is ended when its row set, forgotten too, is found by the garbage collector")
    void forgotten() {
        assertThat(readOne()).isTrue();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            System.gc();
            return Objects.equals(plugin.call("closed_sets"), 1L);
        });
        assertThat(plugin.call("closed_sources")).isEqualTo(1L);
    }

    private boolean readOne() {
        return rows("numbers", MANY).read().next();
    }

    @Test
    @DisplayName("the cursor may be used by one thread after the other")
    void handedOver() throws Exception {
        try (RowSet rows = rows("numbers", 1000)) {
            RowCursor row = rows.read();
            for (int i = 0; i < 1000; i += 100) {
                FutureTask<Long> part = new FutureTask<>(() -> {
                    for (int k = 0; k < 100; k++) {
                        assertThat(row.next()).isTrue();
                    }
                    return row.getLong(0);
                });
                new Thread(part).start();
                assertThat(part.get(20, TimeUnit.SECONDS)).isEqualTo(i + 99);
            }
            row.close();
        }
    }

    @Test
    @DisplayName("wrong getters, columns and places say what is wrong, and the cursor goes on (checklist 27)")
    void wrongUse() {
        try (RowSet rows = rows("numbers", 2);
                RowCursor row = rows.read()) {
            assertThatThrownBy(() -> row.getLong(0)).isInstanceOf(IllegalStateException.class);
            assertThat(row.next()).isTrue();
            assertThat(Errors.of(() -> row.getLong("text")))
                    .hasMessageContaining("Column 'text' (string) holds a String in this row, where an integer");
            assertThat(Errors.of(() -> row.getString(0))).hasMessageContaining("a string is wanted");
            assertThat(Errors.of(() -> row.getBoolean("half"))).hasMessageContaining("a boolean is wanted");
            assertThat(Errors.of(() -> row.get("none")))
                    .hasMessageContaining("no column 'none' among [id, half, text]");
            assertThatThrownBy(() -> row.get(3)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> row.isNull(-1)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(row.next()).isTrue();
            assertThat(row.getLong(0)).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("after its plugin has ended, nothing is to be had, and closing is harmless")
    void afterTheEnd() {
        RowSet rows = rows("numbers", MANY);
        RowCursor row = rows.read();
        assertThat(row.next()).isTrue();
        plugin.close();
        assertThatThrownBy(() -> {
                    while (row.next()) {
                        row.getLong(0);
                    }
                })
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CLOSED));
        row.close();
        assertThat(Errors.of(rows::read).code()).isEqualTo(ErrorCode.CLOSED);
        rows.close();
    }
}
