package io.thriftplugins.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON into plain objects, before it is known which types are wanted: numbers become {@link BigInteger} or {@link
 * java.math.BigDecimal}, which lose nothing.
 */
final class JsonReader {

    static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonParser parser;

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads a document.
     *
     * @return what it says, null for {@code null}
     * @throws IOException if the text is not exactly one document
     */
    static @Nullable Object read(String text) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonReader reader = new JsonReader(parser);
            Object value = reader.value(parser.nextToken());
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "There is more after the value");
            }
            return value;
        }
    }

    /**
     * Where the document ends that a text begins with.
     *
     * @return the index behind it; -1 if the text begins with none
     */
    static int endOfFirst(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                return -1;
            }
            parser.skipChildren();
            parser.finishToken();
            return Math.toIntExact(parser.currentLocation().getCharOffset());
        } catch (IOException e) {
            return -1;
        }
    }

    private @Nullable Object value(@Nullable JsonToken token) throws IOException {
        if (token == null) {
            throw new JsonParseException(parser, "There is nothing");
        }
        return switch (token) {
            case START_ARRAY -> array();
            case START_OBJECT -> object();
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getBigIntegerValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new JsonParseException(parser, "There is no value but " + token);
        };
    }

    private List<@Nullable Object> array() throws IOException {
        List<@Nullable Object> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(value(token));
        }
        return elements;
    }

    private Map<Object, @Nullable Object> object() throws IOException {
        Map<Object, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            fields.put(name, value(parser.nextToken()));
        }
        return fields;
    }
}
