package io.thriftplugins;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a value is compared with a key column. All names of the contract (5.2) are here, also those that a filter has
 * hardly a use for, so that none is lost.
 */
public enum KeyOperation {
    /** The column is equal to the value. */
    EQUALS,
    /** The column is not equal to the value. */
    NOT_EQUALS,
    /** The column is greater than the value. */
    GREATER,
    /** The column is greater than the value or equal to it. */
    GREATER_OR_EQUALS,
    /** The column is less than the value. */
    LESS,
    /** The column is less than the value or equal to it. */
    LESS_OR_EQUALS,
    /** The column lies between two values, given as a list, or equals one of them. */
    BETWEEN,
    /** Of the contract, where it belongs to {@link #BETWEEN}. */
    BETWEEN_AND,
    /** The column is null; the value is of no importance. */
    IS_NULL,
    /** The column is not null; the value is of no importance. */
    IS_NOT_NULL,
    /** The column matches the value, a pattern of SQL. */
    LIKE,
    /** The column does not match the value, a pattern of SQL. */
    NOT_LIKE,
    /** The column matches the value, a regular expression. */
    SIMILAR,
    /** The column does not match the value, a regular expression. */
    NOT_SIMILAR,
    /** The column is one of the values, given as a list. */
    IN,
    /** Of the contract. */
    AND,
    /** Of the contract. */
    OR,
    /** Of the contract. */
    NOT,
    /** Of the contract. */
    CONCAT,
    /** Of the contract. */
    ADD,
    /** Of the contract. */
    SUBTRACT,
    /** Of the contract. */
    MULTIPLE,
    /** Of the contract. */
    DIVIDE,
    /** Of the contract. */
    MODULO,
    /** Of the contract. */
    LEFT_SHIFT,
    /** Of the contract. */
    RIGHT_SHIFT;

    private final String wireName;

    KeyOperation() {
        wireName = Stream.of(name().split("_", -1))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    /**
     * The name on the wire.
     *
     * @return the contract's name, such as {@code GreaterOrEquals}
     */
    public String wireName() {
        return wireName;
    }

    /**
     * Finds an operation by its name on the wire.
     *
     * @param wireName a name in exact case, such as {@code IsNull}
     * @return the operation, or null if the contract has none of this name
     */
    public static @Nullable KeyOperation byWireName(String wireName) {
        for (KeyOperation operation : values()) {
            if (operation.wireName.equals(wireName)) {
                return operation;
            }
        }
        return null;
    }
}
