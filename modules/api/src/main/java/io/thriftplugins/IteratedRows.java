package io.thriftplugins;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The source that goes over an iterator; one over a list can seek.
 *
 * @param <T> what the iterator gives
 */
@SuppressWarnings("try") // closing a stream may throw anything
final class IteratedRows<T> implements RowSource {

    private final BiConsumer<? super T, RowWriter> writer;
    private final AutoCloseable onClose;
    private final @Nullable Iterable<? extends T> all;
    private Iterator<? extends T> iterator;

    IteratedRows(Iterator<? extends T> iterator, BiConsumer<? super T, RowWriter> writer, AutoCloseable onClose) {
        this(null, iterator, writer, onClose);
    }

    private IteratedRows(
            @Nullable Iterable<? extends T> all,
            Iterator<? extends T> iterator,
            BiConsumer<? super T, RowWriter> writer,
            AutoCloseable onClose) {
        this.all = all;
        this.iterator = iterator;
        this.writer = writer;
        this.onClose = onClose;
    }

    static <T> RowSource of(Iterable<? extends T> all, BiConsumer<? super T, RowWriter> writer) {
        return new IteratedRows<T>(all, all.iterator(), writer, () -> {});
    }

    static RowSource of(Iterator<? extends List<? extends @Nullable Object>> rows) {
        return new IteratedRows<List<? extends @Nullable Object>>(rows, IteratedRows::writeList, () -> {});
    }

    static void writeList(List<? extends @Nullable Object> values, RowWriter row) {
        for (int i = 0; i < values.size(); i++) {
            row.set(i, values.get(i));
        }
    }

    @Override
    public boolean next(RowWriter row) {
        if (!iterator.hasNext()) {
            return false;
        }
        writer.accept(iterator.next(), row);
        return true;
    }

    @Override
    public long totalRows() {
        return all instanceof Collection<?> collection ? collection.size() : -1;
    }

    @Override
    public boolean seek(long row) {
        if (all instanceof List<? extends T> list) {
            iterator = list.listIterator((int) Math.min(row, list.size()));
            return true;
        }
        return false;
    }

    @Override
    public void close() throws Exception {
        onClose.close();
    }
}
