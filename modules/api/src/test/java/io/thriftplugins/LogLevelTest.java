package io.thriftplugins;

import static io.thriftplugins.PluginErrors.messageOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LogLevelTest {

    @ParameterizedTest
    @EnumSource
    void aLevelIsReadFromItsArgumentInAnyCase(LogLevel level) {
        assertThat(LogLevel.parse(level.argument())).isEqualTo(level);
        assertThat(LogLevel.parse(level.argument().toUpperCase(Locale.ROOT))).isEqualTo(level);
    }

    @Test
    void theOrderIsThatOfTheContractsNumbers() {
        assertThat(LogLevel.values())
                .extracting(LogLevel::argument)
                .containsExactly("Trace", "Debug", "Information", "Warning", "Error", "Critical", "None");
    }

    @Test
    void anUnknownLevelIsRefusedWithTheKnownOnes() {
        messageOf(ErrorCode.INVALID_ARGUMENT, () -> LogLevel.parse("info"))
                .isEqualTo("There is no log level 'info'; take Trace, Debug, Information, Warning, Error, Critical"
                        + " or None");
    }
}
