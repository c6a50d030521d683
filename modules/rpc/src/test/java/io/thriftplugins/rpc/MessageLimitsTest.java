package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Values too large for a message are refused with the limit's name, and the connection stays usable (checklist 28). */
final class MessageLimitsTest {

    private Wire wire = Wire.tcp();

    @AfterEach
    void close() {
        wire.close();
    }

    @Test
    @DisplayName("an argument of 100 MB (checklist 28)")
    void argument() {
        wire.plugin.with("length", arguments -> (long) ((String) arguments.get(0)).length());

        assertTooLarge(CallRequest.of("length", "x".repeat(100_000_000)), "maxFrameBytes = 16384000");
        assertThat(wire.remotePlugin.call(CallRequest.of("length", "x".repeat(16_000_000))))
                .isEqualTo(16_000_000L);
        assertThat(wire.plugin.sessions).hasSize(1);
    }

    @Test
    @DisplayName("a result of 100 MB (checklist 28)")
    void result() {
        wire.plugin.with("text", arguments -> "x".repeat(((Long) arguments.get(0)).intValue()));

        assertTooLarge(CallRequest.of("text", 100_000_000), "maxFrameBytes = 16384000");
        assertThat((String) wire.remotePlugin.call(CallRequest.of("text", 16_000_000)))
                .hasSize(16_000_000);
        assertThat(wire.plugin.sessions).hasSize(1);
    }

    /** The smallest message that can be configured holds no stack trace. */
    @Test
    @DisplayName("an error that doesn't fit either arrives shortened (checklist 24, 28)")
    void error() {
        wire.close();
        wire = new Wire("tcp", TestLimits.of(1024, 60, 10, 10, Duration.ofMinutes(1), Duration.ofMinutes(1)), 4);
        wire.plugin.with("fail", arguments -> {
            throw new PluginException(ErrorCode.INVALID_OBJECT, "äöü".repeat(10_000));
        });
        wire.plugin.with("text", arguments -> "x".repeat(1024));

        var failure = catchThrowableOfType(PluginException.class, () -> wire.remotePlugin.call(CallRequest.of("fail")));
        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_OBJECT);
        assertThat(failure).hasMessageContaining("äöüäöü").hasMessageEndingWith("...");
        assertTooLarge(CallRequest.of("text"), "maxFrameBytes = 1024");
        assertThat(wire.plugin.sessions).hasSize(1);
    }

    private void assertTooLarge(CallRequest request, String message) {
        var failure = catchThrowableOfType(PluginException.class, () -> wire.remotePlugin.call(request));
        assertThat(failure).hasMessageContaining(message);
        assertThat(failure.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
    }
}
