package io.thriftplugins.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LineSplitterTest {

    private final List<String> lines = new ArrayList<>();
    private final LineSplitter splitter = new LineSplitter(lines::add);

    private void feed(String text) {
        feed(text.getBytes(UTF_8));
    }

    private void feed(byte[] bytes) {
        splitter.feed(bytes, bytes.length);
    }

    @Test
    void lines_end_with_lf_or_cr_lf() {
        feed("one\ntwo\r\n\nfour\rfive\n");
        assertThat(lines).containsExactly("one", "two", "", "four\rfive");
    }

    @Test
    void a_line_may_come_in_many_chunks() {
        for (byte b : "größe\r\n✓\n".getBytes(UTF_8)) {
            feed(new byte[] {b});
        }
        assertThat(lines).containsExactly("größe", "✓");
    }

    @Test
    void the_last_line_needs_no_end() {
        feed("one\ntwo");
        assertThat(lines).containsExactly("one");
        splitter.finish();
        assertThat(lines).containsExactly("one", "two");
    }

    @Test
    void malformed_bytes_are_replaced() {
        feed(new byte[] {'a', (byte) 0xFF, 'b', (byte) 0xC3, '\n'});
        assertThat(lines).containsExactly("a\uFFFDb\uFFFD");
    }

    @Test
    void a_line_that_just_fills_a_piece_is_one_line() {
        feed("x".repeat(LineSplitter.LIMIT) + "\ny\n\n");
        assertThat(lines).containsExactly("x".repeat(LineSplitter.LIMIT), "y", "");
    }

    @Test
    void a_long_line_comes_in_pieces_that_cut_no_character() {
        for (String character : List.of("a", "ü", "✓", "🙂")) {
            for (int shift = 0; shift < 4; shift++) {
                lines.clear();
                String text = "-".repeat(shift) + character.repeat(20_000);
                feed(text + "\nend\n");
                assertThat(String.join("", lines.subList(0, lines.size() - 1))).isEqualTo(text);
                assertThat(lines).last().isEqualTo("end");
                assertThat(lines)
                        .allSatisfy(line ->
                                assertThat(line.getBytes(UTF_8).length).isLessThanOrEqualTo(LineSplitter.LIMIT));
            }
        }
    }

    @Test
    void a_text_that_must_stay_whole_is_never_cut_wherever_it_stands() {
        String secret = "0123456789abcdef";
        for (int before = LineSplitter.LIMIT - 2 * secret.length(); before <= LineSplitter.LIMIT + 1; before++) {
            lines.clear();
            LineSplitter careful = new LineSplitter(lines::add, secret, LineSplitter.LIMIT);
            String line = "x".repeat(before) + secret + "y".repeat(before) + secret;
            for (byte b : (line + "\n").getBytes(UTF_8)) {
                careful.feed(new byte[] {b}, 1);
            }
            assertThat(String.join("", lines)).isEqualTo(line);
            assertThat(String.join("|", lines).replace(secret, ""))
                    .as("with %d characters before it", before)
                    .matches("[xy|]*");
            assertThat(lines).allMatch(piece -> piece.length() <= LineSplitter.LIMIT);
        }
    }

    @Test
    void the_pieces_of_garbage_are_bounded_too() {
        byte[] garbage = new byte[100_000];
        Arrays.fill(garbage, (byte) 0xBF);
        feed(garbage);
        splitter.finish();
        assertThat(lines).hasSize(100_000 / LineSplitter.LIMIT + 1);
        assertThat(lines.stream().mapToInt(String::length).sum()).isEqualTo(100_000);
    }

    @Test
    void chunks_make_no_difference() {
        SplittableRandom random = new SplittableRandom(7);
        byte[] bytes = new byte[200_000];
        random.nextBytes(bytes);
        feed(bytes);
        splitter.finish();
        List<String> whole = List.copyOf(lines);
        lines.clear();
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(5000));
            feed(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        splitter.finish();
        assertThat(lines).isEqualTo(whole);
    }
}
