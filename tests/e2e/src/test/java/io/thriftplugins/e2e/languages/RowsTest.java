package io.thriftplugins.e2e.languages;

import static io.thriftplugins.KeyOperation.EQUALS;
import static io.thriftplugins.KeyOperation.GREATER_OR_EQUALS;
import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.Column;
import io.thriftplugins.DataType;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.Json;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.RowQuery;
import io.thriftplugins.RowSet;
import io.thriftplugins.e2e.support.Causes;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The row sets of the examples in other languages, read by a host of ours. */
@ExtendWith(LeakCheck.class)
class RowsTest {

    private static final Instant LONG_AGO = Instant.ofEpochSecond(1_700_000_000);
    private static final int MANY = 5_000;

    @TempDir
    Path directory;

    static Stream<Arguments> everywhere() {
        return LanguagesTest.everywhere();
    }

    private RowSet rows(PluginHandle plugin, Language language, int count) throws Exception {
        Object rows = switch (language) {
            case PYTHON -> plugin.call("words", String.join(" ", words(count)));
            case NODE -> plugin.call("json_lines", jsonLines(count).toString());
            case GO -> plugin.call("files", files(count).toString());
        };
        return (RowSet) Objects.requireNonNull(rows);
    }

    private static List<String> words(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "word" + (char) ('a' + i % 26) + "x".repeat(i / 26))
                .toList();
    }

    private Path jsonLines(int count) throws Exception {
        return Files.writeString(
                directory.resolve("rows.jsonl"),
                IntStream.range(0, count)
                        .mapToObj(i -> "{\"n\": " + i + ", \"half\": " + i / 2.0 + ", \"even\": " + (i % 2 == 0)
                                + (i == 1 ? ", \"more\": [\"ä\"]" : "") + "}\n")
                        .collect(Collectors.joining()));
    }

    private Path files(int count) throws Exception {
        Path made = Files.createDirectory(directory.resolve("files"));
        for (int i = 0; i < count; i++) {
            Path file = Files.writeString(made.resolve(String.format("%05d ä", i)), "x".repeat(i % 100));
            Files.setLastModifiedTime(file, FileTime.from(LONG_AGO.plusSeconds(i)));
        }
        return made;
    }

    /** A row of those above. */
    private static List<@Nullable Object> row(Language language, int i) {
        return switch (language) {
            case PYTHON -> List.of(words(i + 1).get(i), 1L, 5L + i / 26);
            case NODE -> Arrays.asList((long) i, i / 2.0, i % 2 == 0, i == 1 ? new Json("[\"ä\"]") : null);
            case GO -> List.of(String.format("%05d ä", i), i % 100L, LONG_AGO.plusSeconds(i), false);
        };
    }

    private static List<List<@Nullable Object>> read(RowSet rows, RowQuery query) {
        int width = rows.columns().size();
        try (Stream<io.thriftplugins.Row> found = rows.stream(query)) {
            return found.map(row -> {
                        List<@Nullable Object> values = new ArrayList<>();
                        for (int column = 0; column < width; column++) {
                            values.add(row.get(column));
                        }
                        return values;
                    })
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    @DisplayName("All rows of each are read, as often as one likes, until the row set is closed")
    void all(Language language, Transport transport) throws Exception {
        language.require();
        int count = language == Language.PYTHON ? 500 : MANY;
        try (TestHost host = TestHost.start(transport)) {
            PluginHandle plugin = host.load(host.marked(language.source(directory)));
            RowSet rows = rows(plugin, language, count);

            List<List<@Nullable Object>> expected =
                    IntStream.range(0, count).mapToObj(i -> row(language, i)).toList();
            assertThat(read(rows, RowQuery.all())).isEqualTo(expected);
            assertThat(read(rows, RowQuery.all())).isEqualTo(expected);
            rows.close();
            Causes.failure(ErrorCode.OBJECT_RELEASED, () -> read(rows, RowQuery.all()));
        }
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    @DisplayName("Columns, filters, offsets and limits are the reader's wish, and the next reader has others")
    void queries(Language language, Transport transport) throws Exception {
        language.require();
        try (TestHost host = TestHost.start(transport)) {
            PluginHandle plugin = host.load(host.marked(language.source(directory)));
            try (RowSet rows = rows(plugin, language, 100)) {
                assertThat(rows.columns().stream().map(Column::type))
                        .containsExactlyElementsOf(
                                switch (language) {
                                    case PYTHON -> List.of(DataType.STRING, DataType.INTEGER, DataType.INTEGER);
                                    case NODE ->
                                        List.of(DataType.INTEGER, DataType.FLOAT, DataType.BOOLEAN, DataType.ANY);
                                    case GO ->
                                        List.of(
                                                DataType.STRING,
                                                DataType.INTEGER,
                                                DataType.TIMESTAMP,
                                                DataType.BOOLEAN);
                                });
                String first = rows.columns().get(0).name();
                Object key = Objects.requireNonNull(row(language, 42).get(0));
                assertThat(read(rows, RowQuery.all().where(first, EQUALS, key))).containsExactly(row(language, 42));
                assertThat(read(rows, RowQuery.all().offset(97)))
                        .containsExactly(row(language, 97), row(language, 98), row(language, 99));
                assertThat(read(rows, RowQuery.all().offset(3).limit(2)))
                        .containsExactly(row(language, 3), row(language, 4));
                assertThat(read(rows, RowQuery.all().limit(0))).isEmpty();
                assertThat(read(rows, RowQuery.all().columns(first).limit(1)))
                        .singleElement()
                        .satisfies(row -> assertThat(row.get(0))
                                .isEqualTo(row(language, 0).get(0)));
                if (language == Language.PYTHON) {
                    assertThat(read(rows, RowQuery.all().where("length", GREATER_OR_EQUALS, 8L)))
                            .hasSize(22);
                }
                assertThat(read(rows, RowQuery.all())).hasSize(100);
            }
        }
    }
}
