package io.thriftplugins;

import java.lang.invoke.MethodHandles;
import java.util.List;

/**
 * Makes objects of a class rows and, if it is a record, rows objects. Immutable; safe for use by many threads.
 *
 * <p>A record's components become columns in their order, a bean's getters ({@code getName()}, {@code isOpen()}, also
 * inherited ones) in the order of their names. Their types are those that {@link Values} accepts; {@link RowColumn}
 * gives a column another name, or a description. A getter of a type that can't be sent is an error, found when the
 * mapping is made.
 *
 * @param <T> the class
 */
public final class RowMapping<T> {

    private final MappedProperties<T> properties;
    private final List<Column> columns;

    private RowMapping(MappedProperties<T> properties) {
        this.properties = properties;
        this.columns = properties.columns();
    }

    /**
     * Maps a class.
     *
     * @param <T> the class
     * @param lookup {@code MethodHandles.lookup()}, which lends the right to call methods that aren't public, so that a
     *     module needs to open nothing
     * @param type the class, a record or a bean
     * @return the mapping
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if something can't be mapped; all of it is named
     */
    public static <T> RowMapping<T> of(MethodHandles.Lookup lookup, Class<T> type) {
        return new RowMapping<>(MappedProperties.of(lookup, type));
    }

    /**
     * The columns.
     *
     * @return an unmodifiable list
     */
    public List<Column> columns() {
        return columns;
    }

    /**
     * Makes an object the current row of a source.
     *
     * @param object the object
     * @param row takes its values
     */
    public void write(T object, RowWriter row) {
        properties.write(object, row);
    }

    /**
     * Makes a row a record. Columns are found by name, in any case; others are left out.
     *
     * @param row the row
     * @return a new record
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if a column is missing or a value doesn't fit;
     *     with {@link ErrorCode#NOT_SUPPORTED} if the class is no record
     */
    public T read(Row row) {
        return properties.read(row);
    }
}
