package io.thriftplugins.example.sql;

import com.google.common.base.Throwables;
import io.thriftplugins.PluginException;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.parser.SqlParseException;

/** Makes one line of what Calcite wraps up many times. */
final class Failures {

    /** SQL has hundreds of words that can be no names, such as value, year and member. */
    private static final String RESERVED = " A name that is also a word of SQL has to stand in double quotes.";

    private Failures() {}

    /** What went wrong, and where in the statement if that is known. */
    static String message(Throwable failure) {
        return message(failure, true);
    }

    /** The same, also without the place, for a statement that isn't the user's any more. */
    static String message(Throwable failure, boolean withPlace) {
        StringBuilder where = new StringBuilder();
        Throwable last = failure;
        for (Throwable cause : Throwables.getCausalChain(failure)) {
            if (cause instanceof PluginException || cause instanceof RewrittenException) {
                return oneLine(text(cause));
            } else if (cause instanceof CalciteContextException context) {
                where.setLength(0);
                where.append("line ").append(context.getPosLine());
                where.append(", column ").append(context.getPosColumn()).append(": ");
            } else if (cause instanceof SqlParseException) {
                // The lines after the first one list all that could stand there instead, which is nearly everything.
                String line = text(cause).lines().findFirst().orElse("").strip();
                return line + (line.matches("Encountered \"\\W*\\w.*") ? RESERVED : "");
            }
            last = cause;
        }
        return oneLine((withPlace ? where : "") + text(last));
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    /** Messages may quote the lines of a plugin's stderr, below each other. */
    private static String oneLine(String message) {
        return message.strip().replaceAll(":\\s*\\R\\s*", ": ").replaceAll("\\s*\\R\\s*", " | ");
    }
}
