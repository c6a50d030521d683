package io.thriftplugins.example.files;

import io.thriftplugins.Column;
import io.thriftplugins.DataType;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Types that a user gives columns, as in {@code zip string, since timestamp}; others are told from the file. */
final class DeclaredColumns {

    private static final Set<DataType> TYPES = Set.of(
            DataType.STRING,
            DataType.INTEGER,
            DataType.FLOAT,
            DataType.NUMERIC,
            DataType.BOOLEAN,
            DataType.TIMESTAMP,
            DataType.ANY);

    private final Map<String, DataType> types;

    private DeclaredColumns(Map<String, DataType> types) {
        this.types = types;
    }

    static DeclaredColumns parse(String text) {
        Map<String, DataType> types = new LinkedHashMap<>();
        for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
            String[] words = part.strip().split("\\s+(?=\\S+$)", -1);
            DataType type = words.length == 2 ? type(words[1]) : null;
            if (type == null || types.put(words[0].toLowerCase(Locale.ROOT), type) != null) {
                throw new PluginException(
                        ErrorCode.INVALID_ARGUMENT,
                        "The columns '" + text + "' should be like 'zip string, since timestamp'; the types are "
                                + TYPES.stream()
                                        .map(DataType::typeName)
                                        .sorted()
                                        .collect(Collectors.joining(", "))
                                + "; what doesn't fit is '" + part.strip() + "'");
            }
        }
        return new DeclaredColumns(types);
    }

    private static @Nullable DataType type(String name) {
        return TYPES.stream()
                .filter(type -> type.typeName().equalsIgnoreCase(name))
                .findFirst()
                .orElse(null);
    }

    /** The columns with the types that the file suggests, and those that are declared instead. */
    List<Column> over(Map<String, DataType> found) {
        List<Column> columns = new ArrayList<>();
        Set<String> left = new TreeSet<>(types.keySet());
        found.forEach((name, type) -> {
            String key = name.toLowerCase(Locale.ROOT);
            left.remove(key);
            columns.add(Column.of(name, types.getOrDefault(key, type)));
        });
        if (!left.isEmpty()) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT,
                    "There is no column " + left + " in the file; there are " + found.keySet());
        }
        return columns;
    }
}
