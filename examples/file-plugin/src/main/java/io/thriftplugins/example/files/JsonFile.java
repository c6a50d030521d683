package io.thriftplugins.example.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.thriftplugins.Column;
import io.thriftplugins.DataType;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.Json;
import io.thriftplugins.PluginException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file with a JSON object in each line. What an object lacks is null; what is an object or array itself stays JSON.
 *
 * @param path where it is
 * @param columns the columns: the names of the first objects, and what was declared
 */
record JsonFile(Path path, List<Column> columns) implements TableFile {

    private static final JsonFactory FACTORY = new JsonFactory();

    static JsonFile of(Path path, DeclaredColumns declared) throws IOException {
        Map<String, @Nullable DataType> types = new LinkedHashMap<>();
        try (Rows rows = new Rows(path, List.of())) {
            for (int row = 0; row < SAMPLE && rows.next(); row++) {
                rows.current.forEach((name, value) -> types.put(name, widen(types.get(name), value)));
            }
        }
        Map<String, DataType> found = new LinkedHashMap<>();
        types.forEach((name, type) -> found.put(name, type == null ? DataType.STRING : type));
        return new JsonFile(path, declared.over(found));
    }

    private static @Nullable DataType widen(@Nullable DataType before, @Nullable Object value) {
        DataType type = value == null ? before : typeOf(value);
        if (before == null || before == type) {
            return type;
        }
        return isNumber(before) && isNumber(type) ? DataType.FLOAT : DataType.ANY;
    }

    private static boolean isNumber(@Nullable DataType type) {
        return type == DataType.INTEGER || type == DataType.FLOAT;
    }

    private static DataType typeOf(Object value) {
        if (value instanceof Long) {
            return DataType.INTEGER;
        } else if (value instanceof Number) {
            return DataType.FLOAT;
        } else if (value instanceof Boolean) {
            return DataType.BOOLEAN;
        }
        return value instanceof String ? DataType.STRING : DataType.ANY;
    }

    @Override
    public Records open() throws IOException {
        return new Rows(path, columns);
    }

    private static final class Rows implements Records {

        private final Path path;
        private final List<Column> columns;
        private final JsonParser parser;
        private Map<String, @Nullable Object> current = Map.of();

        Rows(Path path, List<Column> columns) throws IOException {
            this.path = path;
            this.columns = columns;
            parser = FACTORY.createParser(Files.newBufferedReader(path));
        }

        @Override
        public boolean next() throws IOException {
            try {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    return false;
                } else if (token != JsonToken.START_OBJECT) {
                    throw broken("a JSON object should begin here", null);
                }
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, read());
                }
                current = object;
                return true;
            } catch (JsonParseException e) {
                throw broken(e.getOriginalMessage(), e);
            }
        }

        private @Nullable Object read() throws IOException {
            return switch (parser.currentToken()) {
                case VALUE_NULL -> null;
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                case VALUE_STRING -> parser.getText();
                case VALUE_NUMBER_INT ->
                    parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                            ? (Object) parser.getDoubleValue()
                            : (Object) parser.getLongValue();
                case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
                default -> nested();
            };
        }

        private Json nested() throws IOException {
            StringWriter text = new StringWriter();
            try (JsonGenerator generator = FACTORY.createGenerator(text)) {
                generator.copyCurrentStructure(parser);
            }
            return new Json(text.toString());
        }

        @Override
        public @Nullable Object value(int column) {
            Column wanted = columns.get(column);
            Object value = current.get(wanted.name());
            if (value == null || wanted.type() == DataType.ANY || wanted.type() == typeOf(value)) {
                return value;
            }
            try {
                return CellType.value(value.toString(), wanted.type());
            } catch (IllegalArgumentException | DateTimeException e) {
                throw broken(
                        "'" + value + "' in the column '" + wanted.name() + "' is no "
                                + wanted.type().typeName() + "; declare another type, as in columns => '"
                                + wanted.name() + " any'",
                        e);
            }
        }

        private PluginException broken(String problem, @Nullable Exception cause) {
            return new PluginException(
                    ErrorCode.INVALID_ARGUMENT,
                    path.getFileName() + ", line " + parser.currentLocation().getLineNr() + ": " + problem,
                    cause);
        }

        @Override
        public void close() throws IOException {
            parser.close();
        }
    }
}
