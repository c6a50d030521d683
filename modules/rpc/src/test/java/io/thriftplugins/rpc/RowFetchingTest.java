package io.thriftplugins.rpc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.Blob;
import io.thriftplugins.CallRequest;
import io.thriftplugins.DataType;
import io.thriftplugins.Limits;
import io.thriftplugins.PluginException;
import io.thriftplugins.RowCursor;
import io.thriftplugins.RowQuery;
import io.thriftplugins.RowSet;
import io.thriftplugins.RowSource;
import io.thriftplugins.RowWriter;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both sides are in this process, so that each row can be watched at its source. */
@DisplayName("The rows of a peer")
final class RowFetchingTest {

    private static final int FIRST = 32;
    private static final int SECOND = 8 * FIRST;

    /** The row that the source waits with. */
    private volatile int stop = Integer.MAX_VALUE;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger produced = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private volatile RowQuery seen;
    private Wire wire;

    @AfterEach
    void close() {
        goOn.countDown();
        wire.close();
    }

    private RowSet rows(boolean byColumn, int connections, int length) {
        Set<String> features = new HashSet<>(Features.OF_PLUGIN);
        if (!byColumn) {
            features.remove(Features.COLUMN_BATCHES);
        }
        wire = new Wire("tcp", Limits.DEFAULT, connections, features).registered();
        wire.remoteHost.objects().announced(features);
        String text = "x".repeat(length);
        wire.plugin.with(
                "rows",
                arguments -> RowSet.builder("rows")
                        .column("text", DataType.STRING)
                        .source(query -> {
                            seen = query;
                            return new Source(text);
                        })
                        .build());
        return (RowSet) requireNonNull(wire.remotePlugin.call(CallRequest.of("rows")));
    }

    private final class Source implements RowSource {

        private final String text;

        Source(String text) {
            this.text = text;
        }

        @Override
        public boolean next(RowWriter row) throws Exception {
            if (produced.get() == stop) {
                stopped.countDown();
                assertThat(goOn.await(Wire.LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            }
            row.setString(0, text);
            produced.incrementAndGet();
            return true;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    private static void read(RowCursor row, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(row.next()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("come in batches that grow with what fits a message, and shrink when rows get long")
    void batchesAdapt(boolean byColumn) {
        try (RowSet rows = rows(byColumn, 1, 10);
                RowCursor row = rows.read()) {
            read(row, 1);
            assertThat(produced).hasValue(FIRST);
            read(row, FIRST);
            assertThat(produced).hasValue(FIRST + SECOND);
            read(row, SECOND);
            assertThat(produced).hasValue(FIRST + SECOND + 8 * SECOND);
        }
        produced.set(0);
        wire.close();
        try (RowSet rows = rows(byColumn, 1, 10_000);
                RowCursor row = rows.read()) {
            // A batch ends when it is large, however many rows were asked for.
            read(row, 1);
            int first = produced.get();
            assertThat(first).isLessThan(FIRST);
            read(row, first);
            assertThat(produced.get() - first).isBetween(1, 6);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("are fetched while those before them are read")
    void fetchedAhead(boolean byColumn) throws Exception {
        stop = FIRST + SECOND;
        try (RowSet rows = rows(byColumn, 4, 10);
                RowCursor row = rows.read()) {
            read(row, FIRST);
            assertThat(produced).as("whoever wants a few rows gets no more").hasValue(FIRST);
            read(row, 1);
            assertThat(stopped.await(Wire.LONG.toSeconds(), TimeUnit.SECONDS))
                    .as("the third batch is asked for while the second is read")
                    .isTrue();
            read(row, SECOND - 1);
            assertThat(produced).hasValue(FIRST + SECOND);
            goOn.countDown();
            read(row, 1);
            assertThat(row.position()).isEqualTo(FIRST + SECOND);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("are not fetched ahead where that would take the last connection")
    void notWithTheLastConnection(boolean byColumn) {
        try (RowSet rows = rows(byColumn, 1, 10);
                RowCursor row = rows.read()) {
            read(row, FIRST + 1);
            assertThat(wire.remotePlugin.call(CallRequest.of("rows"))).isInstanceOf(RowSet.class);
            read(row, SECOND - 1);
            assertThat(produced).hasValue(FIRST + SECOND);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("are asked for only as far as they are wanted")
    void limit(boolean byColumn) {
        try (RowSet rows = rows(byColumn, 4, 10)) {
            assertThat(rows.stream(RowQuery.all().offset(3).limit(7))).hasSize(7);
            assertThat(produced).hasValue(10);
            assertThat(closed).hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("end with the row set, whose closing interrupts the source that somebody waits for")
    void closedByAnother(boolean byColumn) throws Exception {
        stop = 0;
        RowSet rows = rows(byColumn, 4, 10);
        Thread closer = new Thread(() -> {
            try {
                assertThat(stopped.await(Wire.LONG.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                rows.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        closer.start();
        try (RowCursor row = rows.read()) {
            assertThatThrownBy(row::next)
                    .isInstanceOf(PluginException.class)
                    .hasMessageContaining("The row set 'rows' was released");
        }
        closer.join();
        assertThat(closed).hasValue(1);
        assertThat(wire.remoteHost.objects().held().size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("that are passed on are read in batches, too")
    void passedOn(boolean byColumn) {
        try (RowSet rows = rows(byColumn, 4, 10)) {
            wire.plugin.with("first", arguments -> {
                try (RowSet back = (RowSet) requireNonNull(arguments.get(0));
                        RowCursor row = back.read()) {
                    return row.next() ? row.getString(0) : "nothing";
                }
            });
            assertThat(wire.remotePlugin.call(CallRequest.of("first", rows))).isEqualTo("x".repeat(10));
            assertThat(produced).hasValue(FIRST);
            // Who may change rows has them one by one.
            assertThat(seen.isForUpdate()).isEqualTo(!byColumn);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("that are to be changed are fetched one by one, after going to one of them, too")
    void forUpdate(boolean byColumn) {
        try (RowSet rows = rows(byColumn, 4, 10)) {
            try (RowCursor row = rows.read(RowQuery.all().forUpdate())) {
                assertThat(row.totalRows()).isEmpty();
                read(row, 3);
                assertThat(produced).hasValue(3);
                assertThat(seen.isForUpdate()).isTrue();
            }
            try (RowCursor row = rows.read()) {
                read(row, 1);
                assertThat(seen.isForUpdate()).isEqualTo(!byColumn);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("may hold objects, each of which is released once, whether or not somebody looks at it")
    void objects(boolean byColumn) throws Exception {
        AtomicInteger released = new AtomicInteger();
        try (RowSet ignored = rows(byColumn, 4, 10)) {
            wire.plugin.with(
                    "blobs",
                    arguments -> RowSet.builder("blobs")
                            .column("blob", DataType.BLOB)
                            .source(query -> row -> {
                                if (produced.incrementAndGet() > 100) {
                                    return false;
                                }
                                row.set(0, new CountedBlob(released));
                                return true;
                            })
                            .build());
            try (RowSet blobs = (RowSet) requireNonNull(wire.remotePlugin.call(CallRequest.of("blobs")));
                    RowCursor row = blobs.read()) {
                read(row, 40);
                try (Blob seen = requireNonNull(row.get(0, Blob.class))) {
                    assertThat(seen.length()).isEqualTo(3);
                }
                while (row.next()) {
                    assertThat(row.isNull(0)).isFalse();
                }
            }
            await().untilAsserted(() -> assertThat(released).hasValue(100));
        }
        assertThat(wire.remoteHost.objects().held().size()).isZero();
    }

    /** Counts how often it is closed. */
    private record CountedBlob(AtomicInteger released) implements Blob {

        @Override
        public long length() {
            return 3;
        }

        @Override
        public int read(long offset, ByteBuffer target) {
            return -1;
        }

        @Override
        public void close() {
            released.incrementAndGet();
        }
    }
}
