package io.thriftplugins.example.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.Column;
import io.thriftplugins.DataType;
import io.thriftplugins.Json;
import io.thriftplugins.KeyOperation;
import io.thriftplugins.RowQuery;
import io.thriftplugins.RowSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonFileTest {

    @TempDir
    private Path directory;

    private RowSet table(String text, String columns) throws IOException {
        Path file = Files.writeString(directory.resolve("a.jsonl"), text);
        return FileTable.of(JsonFile.of(file, DeclaredColumns.parse(columns)), new Readings());
    }

    private static List<List<Object>> rows(RowSet table, RowQuery query) {
        List<List<Object>> rows = new ArrayList<>();
        table.stream(query).forEach(row -> {
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < row.columns().size(); i++) {
                values.add(row.get(i));
            }
            rows.add(values);
        });
        return rows;
    }

    @Test
    void objectsBecomeRows() throws IOException {
        RowSet table = table("""
                {"i": 1, "f": 1, "s": "a", "b": true, "j": {"x": [1, null]}}
                {"i": -9223372036854775808, "f": 2.5, "m": 1}
                {"m": "text", "s": null, "j": [], "big": 123456789012345678901234567890}
                """, "");

        assertThat(table.columns())
                .containsExactly(
                        Column.of("i", DataType.INTEGER),
                        Column.of("f", DataType.FLOAT),
                        Column.of("s", DataType.STRING),
                        Column.of("b", DataType.BOOLEAN),
                        Column.of("j", DataType.ANY),
                        Column.of("m", DataType.ANY),
                        Column.of("big", DataType.FLOAT));
        assertThat(rows(table, RowQuery.all()))
                .containsExactly(
                        Arrays.asList(1L, 1.0, "a", true, new Json("{\"x\":[1,null]}"), null, null),
                        Arrays.asList(Long.MIN_VALUE, 2.5, null, null, null, 1L, null),
                        Arrays.asList(null, null, null, null, new Json("[]"), "text", 1.2345678901234568e29));
    }

    @Test
    void declaredTypesCount() throws IOException {
        RowSet table = table("{\"t\": \"2024-05-06\", \"n\": 7}\n", "t timestamp, n string");

        assertThat(rows(table, RowQuery.all())).containsExactly(List.of(Instant.parse("2024-05-06T00:00:00Z"), "7"));
    }

    @Test
    void conditionsAreChecked() throws IOException {
        RowSet table = table("{\"f\": 1.5}\n{\"f\": 2}\n{\"f\": null}\n", "");

        assertThat(rows(table, RowQuery.all().where("f", KeyOperation.GREATER_OR_EQUALS, 2.0)))
                .containsExactly(List.of(2.0));
    }

    @Test
    void whatIsNoObjectIsNamedWithItsLine() {
        assertThatThrownBy(() -> table("{\"a\": 1}\n[1]\n", "")).hasMessageContaining("a.jsonl, line 2");
        assertThatThrownBy(() -> table("{\"a\": 1}\n{\"a\": \n", "")).hasMessageContaining("a.jsonl, line 3");
        assertThatThrownBy(() -> table("{\"a\": x}\n", "")).hasMessageContaining("a.jsonl, line 1");
    }
}
