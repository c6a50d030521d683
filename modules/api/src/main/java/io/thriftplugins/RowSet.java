package io.thriftplugins;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows that stay with their owner and are read batch by batch. A function returns one or takes one as an argument; the
 * other side gets a proxy, which is a row set as well and may be passed on.
 *
 * <p>Authors make one with {@link #of}, {@link #ofStream} or {@link #builder}. Readers use {@link #read} for speed and
 * {@link #stream} for convenience.
 *
 * <p>A proxy asks its owner for columns and the like when they are first needed, which blocks and may fail with a
 * {@link PluginException}, as every method here may. Safe for use by many threads, but for one thing: a proxy has one
 * open cursor or output at a time, and a second one is refused with {@link ErrorCode#NOT_SUPPORTED} until the first is
 * closed. A row set of this side can have several, unless it is made of something that can be read only once.
 */
public interface RowSet extends AutoCloseable {

    /**
     * A name for people.
     *
     * @return the name, possibly empty
     */
    String name();

    /**
     * What it holds, for people.
     *
     * @return the description, possibly empty
     */
    default String description() {
        return "";
    }

    /**
     * How it presents itself to peers that know only the contract.
     *
     * @return {@link ObjectKind#ROWS_INPUT}, {@link ObjectKind#ROWS_ITERATOR} or {@link ObjectKind#ROWS_OUTPUT}
     */
    ObjectKind kind();

    /**
     * The columns.
     *
     * @return an unmodifiable list; without columns there are no rows
     */
    List<Column> columns();

    /**
     * The columns by which it filters by itself, for {@link RowQuery#where}.
     *
     * @return an unmodifiable list, possibly empty
     */
    default List<KeyColumn> keyColumns() {
        return List.of();
    }

    /**
     * Texts that together tell from what it was made, for those who keep its rows.
     *
     * @return an unmodifiable list, possibly empty
     */
    default List<String> uniqueKey() {
        return List.of();
    }

    /**
     * Begins to read all rows.
     *
     * @return a cursor before the first row, to be closed by the caller
     */
    default RowCursor read() {
        return read(RowQuery.all());
    }

    /**
     * Begins to read.
     *
     * @param query what is wanted
     * @return a cursor before the first row, to be closed by the caller
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if the query doesn't fit the row set, such as
     *     when a required key column has no value; with {@link ErrorCode#NOT_SUPPORTED} if it can't be read, or not now
     */
    RowCursor read(RowQuery query);

    /**
     * All rows as objects of their own.
     *
     * @return a sequential stream in the rows' order; closing it ends the reading, and so does reading it to
     *     its end or to a failure
     */
    default Stream<Row> stream() {
        return stream(RowQuery.all());
    }

    /**
     * Rows as objects of their own.
     *
     * @param query what is wanted
     * @return a sequential stream in the rows' order; closing it ends the reading, and so does reading it to
     *     its end or to a failure
     */
    default Stream<Row> stream(RowQuery query) {
        return RowStreams.of(read(query));
    }

    /**
     * Begins to write rows.
     *
     * @return takes the rows, to be closed by the caller
     * @throws PluginException with {@link ErrorCode#NOT_SUPPORTED} if nothing can be written to it
     */
    default RowOutput write() {
        throw new PluginException(ErrorCode.NOT_SUPPORTED, "Rows can't be written to the row set '" + name() + "'");
    }

    /** Releases it. Cursors are to be closed before. Harmless when repeated. */
    @Override
    void close();

    /**
     * Begins a row set of this side.
     *
     * @param name a name for people, possibly empty
     * @return a builder
     */
    static RowSetBuilder builder(String name) {
        return new RowSetBuilder(name);
    }

    /**
     * Rows in memory, or of anything that can be iterated over again and again. If it is a {@link List}, cursors can
     * seek.
     *
     * @param name a name for people, possibly empty
     * @param columns the columns
     * @param rows the rows, each a list of values
     * @return a row set
     */
    static RowSet of(String name, List<Column> columns, Iterable<? extends List<? extends @Nullable Object>> rows) {
        return builder(name)
                .columns(columns)
                .source(query -> IteratedRows.of(rows, IteratedRows::writeList))
                .build();
    }

    /**
     * Objects in memory, or of anything that can be iterated over again and again. If it is a {@link List}, cursors can
     * seek.
     *
     * @param <T> the objects' type
     * @param name a name for people, possibly empty
     * @param mapping makes objects rows
     * @param objects the objects
     * @return a row set
     */
    static <T> RowSet of(String name, RowMapping<T> mapping, Iterable<? extends T> objects) {
        return builder(name)
                .columns(mapping.columns())
                .source(query -> IteratedRows.of(objects, mapping::write))
                .build();
    }

    /**
     * Objects of a stream. It can be read once; a second reading is refused. The stream is closed with the reading, or
     * with the row set.
     *
     * @param <T> the objects' type
     * @param name a name for people, possibly empty
     * @param mapping makes objects rows
     * @param objects the objects
     * @return a row set
     */
    static <T> RowSet ofStream(String name, RowMapping<T> mapping, Stream<? extends T> objects) {
        return builder(name)
                .columns(mapping.columns())
                .sourceOnce(query -> RowSource.of(mapping, objects))
                .onClose(objects)
                .build();
    }
}
