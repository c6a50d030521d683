package io.thriftplugins;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Default values, as signatures write them. Problems are {@link IllegalArgumentException} without a position. */
final class SignatureLiteral {

    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    // Nine digits of exponent are what BigDecimal takes.
    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,9})?");

    private SignatureLiteral() {}

    /** The value of a text in quotes: the text itself, or what the parameter's type reads from it. */
    static Object ofText(ValueType type, String text) {
        try {
            if (!type.array() && type.type() == DataType.TIMESTAMP) {
                return Instant.parse(text);
            } else if (!type.array() && type.type() == DataType.INTERVAL) {
                return Duration.parse(text);
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' where " + type + " is wanted, in ISO 8601 such as "
                    + (type.type() == DataType.INTERVAL ? "'PT1.5S'" : "'2030-12-31T23:59:59Z'"));
        }
        return text;
    }

    /** The value of a word without quotes. */
    static @Nullable Object ofWord(ValueType type, String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> null;
            default -> number(type.type(), word);
        };
    }

    private static Object number(DataType type, String word) {
        // The contract's literal of a decimal number, 1.5m.
        boolean exact = word.endsWith("m") || word.endsWith("M");
        String digits = exact ? word.substring(0, word.length() - 1) : word;
        boolean integer = INTEGER.matcher(digits).matches();
        if (!integer && !NUMBER.matcher(digits).matches()) {
            throw new IllegalArgumentException(
                    "'" + word + "' where a number, a text in quotes, true, false or null is wanted");
        }
        if (exact || type == DataType.NUMERIC) {
            return new BigDecimal(digits);
        } else if (integer && type != DataType.FLOAT) {
            return integer(digits);
        }
        double value = Double.parseDouble(digits);
        if (Double.isInfinite(value)) {
            throw new IllegalArgumentException(word + ", which is out of range for a float");
        }
        return value;
    }

    private static Object integer(String digits) {
        try {
            return Long.valueOf(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(digits + ", which is out of range for an integer of 64 bits");
        }
    }

    /**
     * Converts a default to its parameter's type, and makes sure that {@link #print} writes what is read back as an
     * equal value.
     */
    static @Nullable Object checked(ValueType type, @Nullable Object value) {
        Object converted = ArgumentBinder.convert(type, value);
        boolean literal = converted == null
                || converted instanceof Long
                || converted instanceof String
                || converted instanceof Boolean
                || converted instanceof BigDecimal
                || (converted instanceof Double number && Double.isFinite(number))
                || (converted instanceof Instant && type.type() == DataType.TIMESTAMP)
                || (converted instanceof Duration && type.type() == DataType.INTERVAL);
        if (!literal) {
            throw new IllegalArgumentException(
                    converted + ", which can't be written in a signature; leave it out and set it in the function");
        }
        return converted;
    }

    /** Writes a value that {@link #checked} let through. */
    static String print(Object value) {
        if (value instanceof BigDecimal) {
            return value + "m";
        }
        boolean text = value instanceof String || value instanceof Instant || value instanceof Duration;
        return text ? "'" + value.toString().replace("'", "''") + "'" : value.toString();
    }
}
