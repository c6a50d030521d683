package io.thriftplugins.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.thriftplugins.PlannedRestart;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Restarts of a plugin")
final class RestartHistoryTest {

    private static final RestartPolicy POLICY = RestartPolicy.onFailure()
            .withPauses(Duration.ofMillis(100), 3, Duration.ofSeconds(1))
            .withJitter(0)
            .withLimit(4, Duration.ofSeconds(10));

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

    @Test
    @DisplayName("are planned after pauses that grow up to the longest one")
    void pausesGrow() {
        RestartHistory history = history(POLICY, 0);

        assertThat(pause(history)).isEqualTo(Duration.ofMillis(100));
        assertThat(pause(history)).isEqualTo(Duration.ofMillis(300));
        assertThat(pause(history)).isEqualTo(Duration.ofMillis(900));
        assertThat(pause(history)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    @DisplayName("end when there are as many within the window as the limit says, and may go on when one is out of it")
    void limit() {
        RestartHistory history = history(POLICY, 0);
        for (int i = 1; i <= 4; i++) {
            assertThat(history.next()).extracting(PlannedRestart::number).isEqualTo(i);
            pass(Duration.ofSeconds(1));
        }
        assertThat(history.next()).isNull();

        pass(Duration.ofSeconds(6).minusNanos(1));
        assertThat(history.next()).isNull();
        pass(Duration.ofNanos(1));

        assertThat(history.next()).isEqualTo(new PlannedRestart(4, 4, Duration.ofSeconds(1)));
    }

    @Test
    @DisplayName("begin with the first pause again after a quiet window")
    void quiet() {
        RestartHistory history = history(POLICY, 0);
        pause(history);
        pause(history);

        pass(Duration.ofSeconds(10));

        assertThat(history.next()).isEqualTo(new PlannedRestart(1, 4, Duration.ofMillis(100)));
    }

    @Test
    @DisplayName("come earlier by chance, at most by the policy's part of the pause")
    void jitter() {
        assertThat(pause(history(POLICY.withJitter(0.2), 1))).isEqualTo(Duration.ofMillis(80));
        assertThat(pause(history(POLICY.withJitter(0.2), 0.5))).isEqualTo(Duration.ofMillis(90));
    }

    @Test
    @DisplayName("are never paused for longer than the longest pause, however many there were")
    void huge() {
        Duration longest = Duration.ofDays(100);
        RestartPolicy policy = POLICY.withPauses(Duration.ofSeconds(1), 1e9, longest);

        assertThat(policy.pause(10_000, 0)).isEqualTo(longest);
    }

    @Test
    @DisplayName("follow failures, or every end, or none")
    void conditions() {
        assertThat(RestartPolicy.never().covers(false)).isFalse();
        assertThat(RestartPolicy.onFailure().covers(false)).isTrue();
        assertThat(RestartPolicy.onFailure().covers(true)).isFalse();
        assertThat(RestartPolicy.always().covers(true)).isTrue();
    }

    @Test
    @DisplayName("can't have a policy without sense; the message tells what is wrong")
    void nonsense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> POLICY.withLimit(0, Duration.ofSeconds(1)))
                .withMessageContaining("limit")
                .withMessageContaining("0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> POLICY.withLimit(10_001, Duration.ofSeconds(1)))
                .withMessageContaining("10,000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> POLICY.withLimit(1, Duration.ZERO))
                .withMessageContaining("window");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> POLICY.withPauses(Duration.ofSeconds(2), 2, Duration.ofSeconds(1)))
                .withMessageContaining("longestPause");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> POLICY.withPauses(Duration.ofSeconds(1), 0.5, Duration.ofSeconds(1)))
                .withMessageContaining("factor");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> POLICY.withJitter(1.5))
                .withMessageContaining("jitter");
    }

    private RestartHistory history(RestartPolicy policy, double chance) {
        return new RestartHistory(policy, nanos::get, () -> chance);
    }

    private static Duration pause(RestartHistory history) {
        return Objects.requireNonNull(history.next()).pause();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
