package io.thriftplugins.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CommandLineTest {

    @Test
    void words_are_separated_by_any_blanks() {
        assertThat(CommandLine.split("  python3 \t main.py  ")).containsExactly("python3", "main.py");
    }

    @Test
    void a_blank_line_has_no_words() {
        assertThat(CommandLine.split(" \t")).isEmpty();
    }

    @Test
    void quotes_keep_blanks_and_may_stand_anywhere_in_a_word() {
        assertThat(CommandLine.split("a 'b c' \"d e\" --x='f g'h")).containsExactly("a", "b c", "d e", "--x=f gh");
    }

    @Test
    void empty_quotes_are_an_empty_word() {
        assertThat(CommandLine.split("a '' \"\"")).containsExactly("a", "", "");
    }

    @Test
    void a_backslash_keeps_the_next_character_except_in_single_quotes() {
        assertThat(CommandLine.split("a\\ b \"c\\\"d\" 'e\\f' \\\\")).containsExactly("a b", "c\"d", "e\\f", "\\");
    }

    @Test
    void an_open_quote_is_an_error() {
        assertThatThrownBy(() -> CommandLine.split("a 'b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("quote '");
    }

    @Test
    void a_last_backslash_is_an_error() {
        assertThatThrownBy(() -> CommandLine.split("a\\"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("backslash");
    }
}
