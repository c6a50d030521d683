package io.thriftplugins.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.thriftplugins.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prints values of the table in {@link io.thriftplugins.Values} as JSON: what JSON has no type for as a string, such as
 * timestamps and intervals in ISO 8601 and NaN; a map whose keys aren't all strings as an array of {@code [key, value]}
 * pairs, which loses nothing.
 */
final class JsonPrinter {

    private final JsonGenerator generator;

    private JsonPrinter(JsonGenerator generator) {
        this.generator = generator;
    }

    /** In one line, if no string is a document of its own with more. */
    static String print(@Nullable Object value) {
        return print(value, false);
    }

    /** With line breaks, for people. */
    static String printIndented(@Nullable Object value) {
        return print(value, true);
    }

    private static String print(@Nullable Object value, boolean indented) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JsonReader.FACTORY.createGenerator(text)) {
            generator.enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
            if (indented) {
                DefaultIndenter indenter = new DefaultIndenter("  ", System.lineSeparator());
                generator.setPrettyPrinter(
                        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
            }
            new JsonPrinter(generator).write(value);
        } catch (IOException e) {
            throw new UncheckedIOException("A value can't be printed as JSON: " + e.getMessage(), e);
        }
        return text.toString();
    }

    private void write(@Nullable Object value) throws IOException {
        if (value == null) {
            generator.writeNull();
        } else if (value instanceof Boolean flag) {
            generator.writeBoolean(flag);
        } else if (value instanceof Long number) {
            generator.writeNumber(number);
        } else if (value instanceof Double number) {
            generator.writeNumber(number); // NaN and infinities as strings
        } else if (value instanceof BigDecimal number) {
            generator.writeNumber(number);
        } else if (value instanceof Collection<?> elements) {
            writeArray(elements);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map);
        } else if (value instanceof Json json) {
            writeDocument(json.text());
        } else {
            // Strings, Instant and Duration, whose texts are ISO 8601's.
            generator.writeString(value.toString());
        }
    }

    private void writeArray(Collection<?> elements) throws IOException {
        generator.writeStartArray();
        for (Object element : elements) {
            write(element);
        }
        generator.writeEndArray();
    }

    private void writeMap(Map<?, ?> map) throws IOException {
        boolean object = map.keySet().stream().allMatch(String.class::isInstance);
        if (object) {
            generator.writeStartObject();
        } else {
            generator.writeStartArray();
        }
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (object) {
                generator.writeFieldName((String) entry.getKey());
                write(entry.getValue());
            } else {
                generator.writeStartArray();
                write(entry.getKey());
                write(entry.getValue());
                generator.writeEndArray();
            }
        }
        if (object) {
            generator.writeEndObject();
        } else {
            generator.writeEndArray();
        }
    }

    /** A document becomes part of this one, digit by digit; if it is none, its text does. */
    private void writeDocument(String text) throws IOException {
        String document = compact(text);
        if (document == null) {
            generator.writeString(text);
        } else {
            generator.writeRawValue(document);
        }
    }

    /** The document without the blanks between its tokens, or null if it is none. */
    private static @Nullable String compact(String text) {
        JsonFactory factory = JsonReader.FACTORY;
        StringWriter copy = new StringWriter();
        try (JsonParser parser = factory.createParser(text);
                JsonGenerator generator = factory.createGenerator(copy)) {
            if (parser.nextToken() == null) {
                return null;
            }
            generator.copyCurrentStructureExact(parser);
            if (parser.nextToken() != null) {
                return null;
            }
        } catch (IOException e) {
            return null;
        }
        return copy.toString();
    }
}
