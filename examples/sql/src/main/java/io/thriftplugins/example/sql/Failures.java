package io.thriftplugins.example.sql;

import com.google.common.base.Throwables;
import io.thriftplugins.PluginException;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.parser.SqlParseException;

/** Makes one line of what Calcite wraps up many times. */
final class Failures {

    private Failures() {}

    /** What went wrong, and where in the statement if that is known. */
    static String message(Throwable failure) {
        StringBuilder where = new StringBuilder();
        Throwable last = failure;
        for (Throwable cause : Throwables.getCausalChain(failure)) {
            if (cause instanceof PluginException) {
                return text(cause);
            } else if (cause instanceof CalciteContextException context) {
                where.setLength(0);
                where.append("line ").append(context.getPosLine());
                where.append(", column ").append(context.getPosColumn()).append(": ");
            } else if (cause instanceof SqlParseException) {
                // The lines after the first one list all that could stand there instead, which is nearly everything.
                return text(cause).lines().findFirst().orElse("");
            }
            last = cause;
        }
        return where + text(last).strip();
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
