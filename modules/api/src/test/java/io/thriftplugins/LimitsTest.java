package io.thriftplugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LimitsTest {

    @Test
    void areNamedWithTheirValue() {
        assertThat(Limits.DEFAULT.text(Limit.MAX_HANDLES)).isEqualTo("maxHandles = 10000");
        assertThat(Limits.DEFAULT.with(Limit.FRAME_TIMEOUT, 5).text(Limit.FRAME_TIMEOUT))
                .isEqualTo("frameTimeout = 5");
    }

    @Test
    void changeOneByOne() {
        Limits changed = Limits.DEFAULT.with(Limit.MAX_DEPTH, 7);

        assertThat(changed.number(Limit.MAX_DEPTH)).isEqualTo(7);
        assertThat(changed.get(Limit.MAX_FRAME_BYTES)).isEqualTo(16_384_000);
        assertThat(Limits.DEFAULT.number(Limit.MAX_DEPTH)).isEqualTo(60);
    }

    @Test
    void areReadFromProperties() {
        Map<String, String> properties = Map.of("thriftplugins.maxDepth", " 9 ", "thriftplugins.other", "x");

        assertThat(Limits.DEFAULT.with(properties::get).number(Limit.MAX_DEPTH)).isEqualTo(9);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("refuse values out of range, and say what the range is")
    void refuseWhatIsOutOfRange(Limit limit) {
        assertThatThrownBy(() -> Limits.DEFAULT.with(limit, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(limit.key() + " is from \\d+ to \\d+, not -1");
        assertThatThrownBy(() -> Limits.DEFAULT.with(limit, Long.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Limits.DEFAULT.with(name -> name.equals("thriftplugins." + limit.key()) ? "-1" : null))
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
        assertThatThrownBy(() -> Limits.DEFAULT.with(name -> name.endsWith(limit.key()) ? "many" : null))
                .isInstanceOf(PluginException.class)
                .hasMessage("thriftplugins." + limit.key() + " is a whole number, not 'many'");
    }

    @Test
    @DisplayName("are all in docs/limits.md, with their defaults")
    void areDocumented() throws IOException {
        Map<String, String> documented;
        try (Stream<String> lines = Files.lines(Path.of("../../docs/limits.md"))) {
            documented = lines.filter(line -> line.startsWith("| `"))
                    .map(line -> line.split("\\|"))
                    .collect(Collectors.toMap(cells -> cells[1].replaceAll("[` ]", ""), cells -> cells[2].strip()));
        }
        for (Limit limit : Limit.values()) {
            assertThat(documented).containsKey(limit.key());
            if (limit != Limit.MAX_LAUNCHES) {
                assertThat(documented.get(limit.key()).replace(",", "").replaceAll("[^0-9].*$", ""))
                        .as(limit.key())
                        .isEqualTo(Long.toString(limit.standard()));
            }
        }
    }
}
