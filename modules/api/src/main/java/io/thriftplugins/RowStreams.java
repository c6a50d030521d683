package io.thriftplugins;

import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

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

        /** Who reads to the end need not close the stream. */
        @Override
        public boolean tryAdvance(Consumer<? super Row> action) {
            if (ended) {
                return false;
            } else if (cursor.next()) {
                action.accept(cursor.copy());
                return true;
            }
            ended = true;
            cursor.close();
            return false;
        }
    }
}
