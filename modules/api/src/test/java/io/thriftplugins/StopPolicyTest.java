package io.thriftplugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

final class StopPolicyTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void refusesTimesBelowZero() {
        assertThatThrownBy(() -> new StopPolicy(SECOND, SECOND, SECOND.negated(), SECOND))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("terminate PT-1S");
    }

    @Test
    void takesForeverForLongEnough() {
        Duration forever = ChronoUnit.FOREVER.getDuration();
        StopPolicy policy = new StopPolicy(forever, forever, forever, forever);

        assertThat(policy.ask()).isEqualTo(Duration.ofDays(36_500));
        assertThat(policy.terminate().plus(policy.kill()).toNanos()).isPositive();
        assertThat(new StopPolicy(SECOND, forever, SECOND).ask()).isEqualTo(SECOND);
    }
}
