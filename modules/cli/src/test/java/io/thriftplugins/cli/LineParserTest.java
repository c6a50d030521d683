package io.thriftplugins.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineParserTest {

    @Test
    void separatesWordsByBlanks() {
        assertThat(LineParser.words("  add\t2   3 ")).containsExactly("add", "2", "3");
    }

    @Test
    void findsNoWordsInABlankLine() {
        assertThat(LineParser.words(" \t ")).isEmpty();
    }

    @Test
    void keepsTheBlanksOfJson() {
        assertThat(LineParser.words("f {\"a\": [1, 2]} [ \"x y\" ] \"it's \\\" here\" end"))
                .containsExactly("f", "{\"a\": [1, 2]}", "[ \"x y\" ]", "\"it's \\\" here\"", "end");
    }

    @Test
    void keepsTheBlanksInSingleQuotesAndLeavesTheQuotesOut() {
        assertThat(LineParser.words("f 'two words' ''")).containsExactly("f", "two words", "");
    }

    @Test
    void takesAsWordsWhatOnlyBeginsLikeJsonOrQuotes() {
        assertThat(LineParser.words("f {not json [1]x 'open it's \"a\"b"))
                .containsExactly("f", "{not", "json", "[1]x", "'open", "it's", "\"a\"b");
    }
}
