package io.thriftplugins;

import static io.thriftplugins.PluginErrors.messageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The life of a registration token (checklist 1 to 4). */
final class TokenRegistryTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TestClock clock = new TestClock();
    private final TokenRegistry registry = new TokenRegistry(clock, 3);

    private void refused(ErrorCode code, RegistrationToken token) {
        messageOf(code, () -> registry.consume(token.value())).startsWith("The registration token ");
    }

    @Test
    @DisplayName("The right token registers, as the plugin it was issued for (checklist 1)")
    void rightToken() {
        RegistrationToken token = registry.issue("a", MINUTE);
        assertThat(registry.consume(token.value())).isSameAs(token);
        assertThat(token.pluginName()).isEqualTo("a");
        assertThat(token.expiresAt()).isEqualTo(clock.instant().plus(MINUTE));
    }

    @Test
    @DisplayName("An unknown token is refused (checklist 2)")
    void unknownToken() {
        registry.issue("a", MINUTE);
        for (String value : new String[] {"", "test", "0".repeat(64), "\ud800"}) {
            messageOf(ErrorCode.REGISTRATION_TOKEN_UNKNOWN, () -> registry.consume(value))
                    .contains("is unknown");
        }
    }

    @Test
    @DisplayName("A used token is refused (checklist 3)")
    void usedToken() {
        RegistrationToken token = registry.issue("a", MINUTE);
        registry.consume(token.value());
        refused(ErrorCode.REGISTRATION_TOKEN_USED, token);
        clock.advance(MINUTE);
        refused(ErrorCode.REGISTRATION_TOKEN_USED, token);
    }

    @Test
    @DisplayName("An expired token is refused, from the very instant on (checklist 4)")
    void expiredToken() {
        RegistrationToken token = registry.issue("a", MINUTE);
        clock.advance(MINUTE.minusNanos(1));
        RegistrationToken other = registry.issue("b", MINUTE);
        clock.advance(Duration.ofNanos(1));
        refused(ErrorCode.REGISTRATION_TOKEN_EXPIRED, token);
        refused(ErrorCode.REGISTRATION_TOKEN_EXPIRED, token);
        assertThat(registry.consume(other.value())).isSameAs(other);
    }

    @Test
    void aRevokedTokenIsRefused() {
        RegistrationToken token = registry.issue("a", MINUTE);
        assertThat(registry.revoke(token)).isTrue();
        assertThat(registry.revoke(token)).isFalse();
        refused(ErrorCode.REGISTRATION_TOKEN_REVOKED, token);
    }

    @Test
    void revokingTellsWhetherSomebodyUsedTheToken() {
        RegistrationToken used = registry.issue("a", MINUTE);
        registry.consume(used.value());
        RegistrationToken expired = registry.issue("b", Duration.ZERO);
        registry.issue("c", MINUTE);
        assertThat(registry.revoke(used)).isFalse();
        assertThat(registry.revoke(expired)).isTrue();
        refused(ErrorCode.REGISTRATION_TOKEN_USED, used);
        refused(ErrorCode.REGISTRATION_TOKEN_EXPIRED, expired);
    }

    @Test
    void tokensHave256BitsAndAreNeverTheSame() {
        TokenRegistry wide = new TokenRegistry();
        Set<String> values = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String value = wide.issue("a", MINUTE).value();
            assertThat(value).matches("[0-9a-f]{64}");
            assertThat(values.add(value)).isTrue();
        }
    }

    @Test
    void anOperatorsTokenCanBeIssuedAgainAfterUse() {
        registry.consume(registry.issue("a", MINUTE, "test").value());
        RegistrationToken again = registry.issue("a", MINUTE, "test");
        assertThat(registry.consume("test")).isSameAs(again);
    }

    @Test
    void anOperatorsTokenReplacesAPendingOneOfItsValue() {
        RegistrationToken first = registry.issue("a", MINUTE, "test");
        RegistrationToken second = registry.issue("b", MINUTE, "test");
        assertThat(registry.revoke(first)).isFalse();
        assertThat(registry.consume("test")).isSameAs(second);
    }

    @Test
    void noMoreThanTheLimitCanBePending() {
        TokenRegistry two = new TokenRegistry(clock, 2);
        RegistrationToken first = two.issue("a", MINUTE);
        two.issue("b", MINUTE, "test");
        messageOf(ErrorCode.LIMIT_EXCEEDED, () -> two.issue("c", MINUTE)).contains("maxPendingRegistrations = 2");
        two.issue("b", MINUTE, "test");
        two.consume(first.value());
        assertThat(two.issue("c", MINUTE)).isNotNull();
        clock.advance(MINUTE);
        assertThat(two.issue("d", MINUTE)).isNotNull();
    }

    @Test
    void aLifetimeMayBeEndless() {
        RegistrationToken token = registry.issue("a", Duration.ofSeconds(Long.MAX_VALUE), "test");
        assertThat(token.expiresAt()).isEqualTo(Instant.MAX);
        clock.advance(Duration.ofDays(365_000));
        assertThat(registry.consume("test")).isSameAs(token);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> registry.issue("a", Duration.ofNanos(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> registry.issue("a", MINUTE, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenRegistry(clock, 0));
    }
}
