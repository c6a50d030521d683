package io.thriftplugins.example.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("README.md")
class ReadmeTest {

    private static final Path ROOT = Path.of(System.getProperty("thriftplugins.root"));
    private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\n(.*?)```", Pattern.DOTALL);

    @Test
    @DisplayName("shows the programs of this module to the letter, each in under 40 lines")
    void programs() throws IOException {
        List<String> shown = blocks("java");
        assertThat(shown)
                .hasSize(3)
                .allSatisfy(block -> assertThat(block.lines().count()).isLessThan(40));
        assertThat(sources()).allSatisfy(source -> assertThat(shown).anyMatch(source::contains));
    }

    @Test
    @DisplayName("begins with two commands")
    void commands() throws IOException {
        assertThat(blocks("sh").subList(0, 2)).allSatisfy(block -> {
            assertThat(block.lines()).hasSize(1);
            assertThat(block).startsWith("mvn ");
        });
    }

    private static List<String> blocks(String language) throws IOException {
        return BLOCK.matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .filter(result -> result.group(1).equals(language))
                .map((MatchResult result) -> result.group(2))
                .toList();
    }

    private static List<String> sources() throws IOException {
        Path folder = ROOT.resolve("examples/snippets/src/main/java/io/thriftplugins/example/snippets");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Files.isRegularFile(file) && !file.endsWith("package-info.java"))
                    .map(ReadmeTest::read)
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
