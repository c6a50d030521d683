package io.thriftplugins.example.files;

import io.thriftplugins.DataType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells types from texts, and makes texts values. */
final class CellType {

    /** No leading zeros: what has them is a code, not a number. */
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");

    /** What the wire's decimals have room for, and doubles don't. */
    private static final Pattern NUMERIC = Pattern.compile("-?(0|[1-9][0-9]{0,17})\\.[0-9]{1,9}");

    private static final Pattern FLOAT = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

    private static final Pattern BOOLEAN = Pattern.compile("true|false", Pattern.CASE_INSENSITIVE);

    private static final Pattern TIMESTAMP =
            Pattern.compile("-?[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?Z?)?");

    private CellType() {}

    /** The narrowest type of a text that also fits the texts before it, whose type is null if there were none. */
    static DataType widen(@Nullable DataType before, String text) {
        DataType type = of(text);
        if (before == null || before == type) {
            return type;
        }
        return isNumber(before) && isNumber(type) ? wider(before, type) : DataType.STRING;
    }

    private static DataType of(String text) {
        if (INTEGER.matcher(text).matches()) {
            return DataType.INTEGER;
        } else if (NUMERIC.matcher(text).matches()) {
            return DataType.NUMERIC;
        } else if (FLOAT.matcher(text).matches()) {
            return DataType.FLOAT;
        } else if (BOOLEAN.matcher(text).matches()) {
            return DataType.BOOLEAN;
        }
        try {
            return TIMESTAMP.matcher(text).matches() && timestamp(text) != null ? DataType.TIMESTAMP : DataType.STRING;
        } catch (DateTimeException e) {
            return DataType.STRING;
        }
    }

    private static boolean isNumber(DataType type) {
        return type == DataType.INTEGER || type == DataType.NUMERIC || type == DataType.FLOAT;
    }

    private static DataType wider(DataType one, DataType other) {
        return one == DataType.FLOAT || other == DataType.FLOAT ? DataType.FLOAT : DataType.NUMERIC;
    }

    /**
     * The value of a text.
     *
     * @throws IllegalArgumentException if it isn't of the type
     * @throws DateTimeException if it isn't a timestamp
     */
    static Object value(String text, DataType type) {
        return switch (type) {
            case INTEGER -> Long.valueOf(text);
            case NUMERIC -> new BigDecimal(text);
            case FLOAT -> Double.valueOf(text);
            case BOOLEAN -> bool(text);
            case TIMESTAMP -> timestamp(text);
            default -> text;
        };
    }

    private static Boolean bool(String text) {
        if (!BOOLEAN.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return Boolean.valueOf(text);
    }

    /** ISO 8601, with a blank instead of the T if need be; without a time zone it is UTC. */
    private static Instant timestamp(String text) {
        if (text.indexOf(':') < 0) {
            return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        String local = text.endsWith("Z") ? text.substring(0, text.length() - 1) : text;
        return LocalDateTime.parse(local.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    }
}
