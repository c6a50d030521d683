package io.thriftplugins;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The types that signatures name (contract 13) and values have (contract 2, {@code DataType}). */
public enum DataType {
    /** A function's result when it has none. */
    VOID("void"),
    /** The type of null alone; not written in signatures. */
    NULL("null"),
    /** A whole number of 64 bits. */
    INTEGER("integer", "int", "int8"),
    /** Unicode text. */
    STRING("string", "text"),
    /** A number of IEEE 754 double precision. */
    FLOAT("float", "real"),
    /** A point in time in seconds. */
    TIMESTAMP("timestamp"),
    /** True or false. */
    BOOLEAN("boolean", "bool"),
    /** A decimal number with up to nine fraction digits. */
    NUMERIC("numeric", "decimal"),
    /** A span of time in milliseconds. */
    INTERVAL("interval"),
    /** Bytes that stay with their owner. */
    BLOB("blob"),
    /** Anything that stays with its owner; may carry a name in angle brackets. */
    OBJECT("object"),
    /** Any type; contract 2 calls it {@code DYNAMIC}, and so do hosts that print their own functions. */
    ANY("any", "dynamic"),
    /** A list of values. */
    ARRAY("array", "list"),
    /** A map from values to values. */
    MAP("map");

    /** For messages: all names but those of {@link #NULL}. */
    static final String NAMES = Arrays.stream(values())
            .filter(type -> type != NULL)
            .flatMap(type -> type.names.stream())
            .collect(Collectors.joining(", "));

    private final List<String> names;

    DataType(String... names) {
        this.names = List.of(names);
    }

    /**
     * The name that signatures are printed with.
     *
     * @return the name in lower case
     */
    public String typeName() {
        return names.get(0);
    }

    /**
     * Finds a type by any of the names that signatures use, in any case.
     *
     * @param name a name such as {@code integer} or {@code INT8}
     * @return the type, or null if there is none of this name
     */
    static @Nullable DataType byName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (DataType type : values()) {
            if (type != NULL && type.names.contains(lower)) {
                return type;
            }
        }
        return null;
    }
}
