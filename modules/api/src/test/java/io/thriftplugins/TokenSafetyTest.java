package io.thriftplugins;

import static io.thriftplugins.PluginErrors.messageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an attacker, or a race, could make of tokens. */
final class TokenSafetyTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    @DisplayName("No text that the registry or a token gives holds the token (checklist 9)")
    void noTextHoldsTheToken() {
        TestClock clock = new TestClock();
        TokenRegistry registry = new TokenRegistry(clock, 2);
        RegistrationToken token = registry.issue("a", MINUTE);
        RegistrationToken revoked = registry.issue("b", MINUTE);
        StringWriter texts = new StringWriter();
        print(texts, catchThrowable(() -> registry.issue("c", MINUTE, "operators-choice")));
        registry.consume(token.value());
        print(texts, catchThrowable(() -> registry.consume(token.value())));
        registry.revoke(revoked);
        print(texts, catchThrowable(() -> registry.consume(revoked.value())));
        RegistrationToken expired = registry.issue("d", MINUTE);
        clock.advance(MINUTE);
        print(texts, catchThrowable(() -> registry.consume(expired.value())));
        print(texts, catchThrowable(() -> registry.consume("presented-but-unknown")));
        AuthorizationToken authorization = registry.authorize("a");
        texts.append(token + " " + authorization);

        assertThat(texts.toString())
                .contains("RegistrationToken[a] AuthorizationToken[a]")
                .doesNotContain(token.value(), revoked.value(), expired.value())
                .doesNotContain("operators-choice", "presented-but-unknown")
                .doesNotContain(Long.toString(authorization.value()), Long.toHexString(authorization.value()));
    }

    private static void print(StringWriter texts, Throwable problem) {
        assertThat(problem).isInstanceOf(PluginException.class);
        problem.printStackTrace(new PrintWriter(texts, true));
    }

    @Test
    void ofSpentTokensOnlyTheLast4096AreRemembered() {
        TokenRegistry registry = new TokenRegistry();
        List<String> spent = new ArrayList<>();
        for (int i = 0; i <= 4096; i++) {
            spent.add(registry.consume(registry.issue("a", MINUTE).value()).value());
        }
        messageOf(ErrorCode.REGISTRATION_TOKEN_UNKNOWN, () -> registry.consume(spent.get(0)))
                .isNotEmpty();
        messageOf(ErrorCode.REGISTRATION_TOKEN_USED, () -> registry.consume(spent.get(1)))
                .isNotEmpty();
    }

    @Test
    void authorizationTokensAreRecognizedUntilRevoked() {
        TokenRegistry registry = new TokenRegistry();
        AuthorizationToken a = registry.authorize("a");
        AuthorizationToken b = registry.authorize("b");
        assertThat(registry.authorized(a.value())).isSameAs(a);
        assertThat(registry.authorized(0)).isNull();
        registry.revoke(a);
        registry.revoke(a);
        assertThat(registry.authorized(a.value())).isNull();
        assertThat(registry.authorized(b.value())).isSameAs(b);
        assertThat(b.pluginName()).isEqualTo("b");
    }

    @Test
    void authorizationTokensArePositiveAndDiffer() {
        TokenRegistry registry = new TokenRegistry();
        Set<Long> values = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            long value = registry.authorize("a").value();
            assertThat(value).isPositive();
            assertThat(values.add(value)).isTrue();
        }
    }
}
