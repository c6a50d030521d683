package io.thriftplugins.cli;

import io.thriftplugins.DataType;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionParameter;
import io.thriftplugins.Json;
import io.thriftplugins.PluginException;
import io.thriftplugins.ValueType;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the value that a parameter wants of what somebody typed: JSON, otherwise text. */
final class ArgumentReader {

    /** What takes anything: for arguments that no parameter is declared for. */
    private static final ValueType ANY = ValueType.of(DataType.ANY);

    /** How much of an argument messages quote. */
    private static final int SHOWN = 100;

    private final String name;
    private final String text;

    private ArgumentReader(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /**
     * Reads an argument.
     *
     * @param parameter what it is for, or null if the function has no such parameter
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if the parameter's type has no such value
     */
    static @Nullable Object read(@Nullable FunctionParameter parameter, String text) {
        return parameter == null
                ? new ArgumentReader("?", text).value(ANY)
                : new ArgumentReader(parameter.name(), text).value(parameter.type());
    }

    private @Nullable Object value(ValueType type) {
        Object json;
        try {
            json = JsonReader.read(text);
        } catch (IOException e) {
            checkMayBeText(type, e);
            json = text;
        }
        if (type.type() == DataType.STRING && !type.array()) {
            return json == null || json instanceof String ? json : text;
        }
        return converted(type, json);
    }

    /** Where only JSON makes sense, its mistake tells more than that a text doesn't fit. */
    private void checkMayBeText(ValueType type, IOException mistake) {
        boolean structured = type.array()
                || type.type() == DataType.ARRAY
                || type.type() == DataType.MAP
                || type.type() == DataType.OBJECT;
        if (structured) {
            String reason = Failures.oneLine(String.valueOf(mistake.getMessage()));
            throw invalid(type, "it is not valid JSON: " + reason.replaceAll(" \\| at \\[.*", ""), mistake);
        }
    }

    private @Nullable Object converted(ValueType type, @Nullable Object json) {
        if (type.array() && json instanceof List<?> elements) {
            ValueType element = new ValueType(type.type(), false, type.objectName());
            List<@Nullable Object> values = new ArrayList<>();
            elements.forEach(value -> values.add(converted(element, value)));
            return values;
        } else if (json == null || type.array()) {
            return plain(json);
        }
        try {
            return switch (type.type()) {
                case FLOAT -> asFloat(json);
                case NUMERIC -> json instanceof BigInteger number ? new BigDecimal(number) : json;
                case TIMESTAMP ->
                    json instanceof String time ? OffsetDateTime.parse(time).toInstant() : plain(json);
                case INTERVAL -> json instanceof String span ? Duration.parse(span) : plain(json);
                case MAP -> json instanceof List<?> pairs ? asMap(pairs) : plain(json);
                case OBJECT -> new Json(JsonPrinter.print(json));
                default -> plain(json);
            };
        } catch (DateTimeException e) {
            String example = type.type() == DataType.TIMESTAMP ? "2030-12-31T23:59:59Z" : "PT1.5S";
            throw invalid(type, "write it in ISO 8601, such as " + example, e);
        }
    }

    private Object asFloat(Object json) {
        if (json instanceof BigDecimal || json instanceof BigInteger) {
            return finite((Number) json);
        }
        return switch (json.toString()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> json;
        };
    }

    private @Nullable Object asMap(List<?> pairs) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (Object pair : pairs) {
            if (!(pair instanceof List<?> two) || two.size() != 2) {
                return plain(pairs);
            }
            map.put(plain(two.get(0)), plain(two.get(1)));
        }
        return map;
    }

    /** The value that JSON itself tells. */
    private @Nullable Object plain(@Nullable Object json) {
        if (json instanceof BigInteger number) {
            if (number.bitLength() >= Long.SIZE) {
                throw invalid(ValueType.of(DataType.INTEGER), "integers have 64 bits", null);
            }
            return number.longValue();
        } else if (json instanceof BigDecimal number) {
            return finite(number);
        } else if (json instanceof List<?> elements) {
            List<@Nullable Object> values = new ArrayList<>();
            elements.forEach(element -> values.add(plain(element)));
            return values;
        } else if (json instanceof Map<?, ?> fields) {
            Map<Object, @Nullable Object> values = new LinkedHashMap<>();
            fields.forEach((key, value) -> values.put(key, plain(value)));
            return values;
        }
        return json;
    }

    private Double finite(Number number) {
        double value = number.doubleValue();
        if (Double.isInfinite(value)) {
            throw invalid(ValueType.of(DataType.FLOAT), "the largest is " + Double.MAX_VALUE, null);
        }
        return value;
    }

    private PluginException invalid(ValueType type, String reason, @Nullable Throwable cause) {
        String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
        return new PluginException(
                ErrorCode.INVALID_ARGUMENT,
                "The argument '" + name + "', " + shown + ", is no " + type + ": " + reason,
                cause);
    }
}
