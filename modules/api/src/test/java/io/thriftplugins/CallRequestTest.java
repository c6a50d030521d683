package io.thriftplugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CallRequestTest {

    @Test
    void argumentsMayBeNull() {
        CallRequest request = CallRequest.of("f", 1, null).withNamed("x", null);
        assertThat(request.positional()).isEqualTo(Arrays.asList(1, null));
        assertThat(request.named()).containsEntry("x", null);
        assertThat(request.timeout()).isNull();
    }

    @Test
    void theWithMethodsLeaveTheOriginalAlone() {
        CallRequest request = CallRequest.of("f");
        assertThat(request.withNamed("x", 1).withTimeout(Duration.ofSeconds(1)))
                .isEqualTo(new CallRequest("f", List.of(), Map.of("x", 1), Duration.ofSeconds(1)));
        assertThat(request).isEqualTo(new CallRequest("f", List.of(), Map.of(), null));
    }

    @Test
    void namedArgumentsKeepTheirOrder() {
        assertThat(CallRequest.of("f")
                        .withNamed("z", 1)
                        .withNamed("a", 2)
                        .withNamed("m", 3)
                        .named())
                .containsExactly(Map.entry("z", 1), Map.entry("a", 2), Map.entry("m", 3));
    }

    @Test
    void argumentsAreCopied() {
        List<Object> positional = new ArrayList<>(List.of(1));
        CallRequest request = new CallRequest("f", positional, Map.of(), null);
        positional.clear();
        assertThat(request.positional()).containsExactly(1).isUnmodifiable();
    }

    @Test
    void aTimeoutIsNotNegative() {
        assertThat(CallRequest.of("f").withTimeout(Duration.ZERO).timeout()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallRequest.of("f").withTimeout(Duration.ofMillis(-1)))
                .withMessageContaining("PT-0.001S");
    }

    @Test
    void theTimesOfAStopPolicyAreNotNegative() {
        assertThat(StopPolicy.within(Duration.ZERO).terminate()).isEqualTo(StopPolicy.DEFAULT.terminate());
        assertThatIllegalArgumentException().isThrownBy(() -> StopPolicy.within(Duration.ofMillis(-1)));
    }
}
