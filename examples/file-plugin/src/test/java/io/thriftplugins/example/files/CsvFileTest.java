package io.thriftplugins.example.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.Column;
import io.thriftplugins.DataType;
import io.thriftplugins.KeyOperation;
import io.thriftplugins.PluginException;
import io.thriftplugins.RowQuery;
import io.thriftplugins.RowSet;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvFileTest {

    @TempDir
    private Path directory;

    private RowSet table(String text, String columns) throws IOException {
        Path file = Files.writeString(directory.resolve("a.csv"), text);
        return FileTable.of(CsvFile.of(file, DeclaredColumns.parse(columns), ',', true), new Readings());
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 2 -3                            | INTEGER
            999999999999999999                | INTEGER
            9999999999999999999999            | FLOAT
            1 2.50                            | NUMERIC
            1 2.50 1e3                        | FLOAT
            0.1234567891                      | FLOAT
            007 1                             | STRING
            true FALSE                        | BOOLEAN
            true 1                            | STRING
            2024-02-29 2024-01-01T10:00:00Z   | TIMESTAMP
            2023-02-29                        | STRING
            2024-01-01T10:00:00.5Z            | STRING
            ''                                | STRING
            """)
    void typesAreToldFromTheFields(String fields, DataType type) throws IOException {
        RowSet table = table("x,y\n" + fields.replace(" ", ",\n") + ",\n", "");

        assertThat(table.columns()).containsExactly(Column.of("x", type), Column.of("y", DataType.STRING));
    }

    @Test
    void fieldsBecomeValues() throws IOException {
        RowSet table = table("i,n,t,s,b\r\n1,2.50,1969-12-31 23:59:59,\"a \"\"b\"\",\nc\",true\r\n,,,,\r\n", "");

        assertThat(rows(table, RowQuery.all()))
                .containsExactly(
                        List.of(1L, new BigDecimal("2.50"), Instant.ofEpochSecond(-1), "a \"b\",\nc", true),
                        Arrays.asList(null, null, null, null, null));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstName() throws IOException {
        assertThat(table("\ufeffname\nAda\n", "").columns()).containsExactly(Column.of("name", DataType.STRING));
    }

    @Test
    void declaredTypesCount() throws IOException {
        RowSet table = table("zip,n\n1234,5\n", "ZIP string, n float");

        assertThat(rows(table, RowQuery.all())).containsExactly(List.of("1234", 5.0));
    }

    @Test
    void conditionsAreChecked() throws IOException {
        RowSet table = table("i,s\n1,a\n2,b\n,c\n4,\n", "");

        assertThat(rows(table, RowQuery.all().columns("s").where("i", KeyOperation.GREATER, 1L)))
                .containsExactly(Arrays.asList(null, "b"), Arrays.asList(null, null));
        assertThat(rows(table, RowQuery.all().where("i", KeyOperation.NOT_EQUALS, 2L)))
                .containsExactly(List.of(1L, "a"), Arrays.asList(4L, null));
        assertThat(rows(table, RowQuery.all().where("s", KeyOperation.IN, List.of("c", "x"))))
                .containsExactly(Arrays.asList(null, "c"));
    }

    @Test
    void aFieldOfAnotherTypeIsNamedWithItsLine() throws IOException {
        RowSet table = table("i\n" + "1\n".repeat(TableFile.SAMPLE) + "x\n", "");

        assertThatThrownBy(() -> rows(table, RowQuery.all()))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("a.csv, line 1002: 'x' in the column 'i' is no integer")
                .hasMessageContaining("columns => 'i string'");
    }

    @Test
    void aLineWithOtherFieldsIsNamed() {
        assertThatThrownBy(() -> table("a,b\n1,2\n3\n", "")).hasMessageContaining("a.csv is no proper CSV file");
    }

    @Test
    void columnsHaveToDiffer() {
        assertThatThrownBy(() -> table("a,a\n1,2\n", "")).hasMessageContaining("names a column twice: [a, a]");
    }

    @ParameterizedTest
    @CsvSource({"a,should be like", "a text,should be like", "b string,There is no column [b]"})
    void declarationsHaveToFit(String columns, String message) {
        assertThatThrownBy(() -> table("a\n1\n", columns)).hasMessageContaining(message);
    }

    @Test
    void anEmptyFileHasNoColumns() throws IOException {
        assertThat(table("", "").columns()).isEmpty();
    }
}
