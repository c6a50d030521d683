package io.thriftplugins;

import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A cursor as a stream. */
final class RowStreams {

    private RowStreams() {}

    static Stream<Row> of(RowCursor cursor) {
        return StreamSupport.stream(new Rows(cursor), false).onClose(cursor::close);
    }

    private static final class Rows extends Spliterators.AbstractSpliterator<Row> {

        private final RowCursor cursor;
        private boolean ended;

        Rows(RowCursor cursor) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
            this.cursor = cursor;
        }

        /** Who reads to the end, or until the reading fails, need not close the stream. */
        @Override
        public boolean tryAdvance(Consumer<? super Row> action) {
            if (ended) {
                return false;
            }
            Row row = next();
            if (row == null) {
                ended = true;
                cursor.close();
                return false;
            }
            action.accept(row);
            return true;
        }

        private @Nullable Row next() {
            try {
                return cursor.next() ? cursor.copy() : null;
            } catch (RuntimeException | Error e) {
                try (cursor) {
                    throw e;
                }
            }
        }
    }
}
