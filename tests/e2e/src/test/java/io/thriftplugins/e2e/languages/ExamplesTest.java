package io.thriftplugins.e2e.languages;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.e2e.support.Python;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for the examples' files, whether or not something here can run them. */
class ExamplesTest {

    private static final int MOST_LINES = 250;
    private static final int LONGEST_LINE = 120;

    @ParameterizedTest
    @EnumSource
    @DisplayName("Each is one file that a newcomer can read: no more than 250 lines, none wider than 120 columns")
    void size(Language language) throws Exception {
        assertThat(Files.readAllLines(language.program()))
                .hasSizeLessThanOrEqualTo(MOST_LINES)
                .allSatisfy(line -> assertThat(line.replace("\t", "    ")).hasSizeLessThanOrEqualTo(LONGEST_LINE));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Each has a README and is named in the main one")
    void readme(Language language) throws Exception {
        assertThat(language.directory().resolve("README.md")).isNotEmptyFile();
        assertThat(Python.repository().resolve("README.md"))
                .content()
                .contains("examples/" + language.plugin() + "/README.md");
    }

    @Test
    @DisplayName("What the packages are locked to names no place to get them from")
    void locks() {
        Path examples = Python.repository().resolve("examples");
        assertThat(Stream.of("node-text/package-lock.json", "node-text/package.json", "go-files/go.mod"))
                .allSatisfy(file ->
                        assertThat(examples.resolve(file)).content().doesNotContain("resolved", "registry", "proxy"));
    }
}
