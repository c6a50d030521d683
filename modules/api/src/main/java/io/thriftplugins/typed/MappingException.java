package io.thriftplugins.typed;

import org.jspecify.annotations.Nullable;

/** A value doesn't fit a Java type: "VALUE where TYPE is wanted", after the place in the value where that is. */
final class MappingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MappingException(String problem) {
        this(problem, null);
    }

    MappingException(String problem, @Nullable Throwable cause) {
        super(problem, cause);
    }

    /** The same problem, told by who holds the value as a part. */
    MappingException in(String place) {
        return new MappingException(place + ": " + getMessage(), getCause());
    }
}
