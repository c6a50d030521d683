package io.thriftplugins.example.sql;

import java.sql.SQLException;

/** The failure of a statement in which arguments were replaced by their values; its message tells no place. */
final class RewrittenException extends SQLException {

    private static final long serialVersionUID = 1L;

    RewrittenException(Throwable cause) {
        super(Failures.message(cause, false), cause);
    }
}
