package io.thriftplugins;

import java.util.Objects;

/**
 * A column of a {@link RowSet}.
 *
 * @param name its name; names in a row set of this side differ by more than case
 * @param type the type of its values; {@link DataType#ANY} if they are of several types
 * @param description what it holds, for people, possibly empty
 */
public record Column(String name, DataType type, String description) {

    /**
     * Checks the type.
     *
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if it is {@link DataType#VOID}, of which there is
     *     no value
     */
    public Column {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        if (Objects.requireNonNull(type, "type") == DataType.VOID) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT, "Column '" + name + "' can't be of the type void; nothing is");
        }
    }

    /**
     * A column without description.
     *
     * @param name its name
     * @param type the type of its values
     * @return the column
     */
    public static Column of(String name, DataType type) {
        return new Column(name, type, "");
    }
}
