package io.thriftplugins.e2e.limits;

import static io.thriftplugins.e2e.limits.StubConnection.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.RegistrationToken;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.server.ThriftPluginsServer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LeakCheck.class)
@ParameterizedClass
@EnumSource
@Timeout(60)
@DisplayName("A registration that fails at its very end")
final class FailedRegistrationTest {

    @Parameter
    Transport transport;

    @Test
    @DisplayName("leaves no connection behind that is nobody's, and to which no limit of a stranger's applies")
    void connectionIsClosed() throws Exception {
        AtomicReference<ThriftPluginsServer> server = new AtomicReference<>();
        AtomicReference<RegistrationToken> token = new AtomicReference<>();
        try (TestHost host = TestHost.start(
                        transport,
                        options -> options.callbackPolicy(endpoint -> {
                            // When its token has been used, and the plugin is about to be looked for.
                            Objects.requireNonNull(server.get())
                                    .revoke(
                                            Objects.requireNonNull(token.get()),
                                            new PluginException(ErrorCode.CANCELLED, "not wanted any more"));
                            return true;
                        }));
                StubPlugin plugin = new StubPlugin(host.server())) {
            server.set(host.server());
            token.set(host.server().issueToken("stub"));
            StubConnection connection = plugin.connect();

            assertThat(refused(() -> connection
                                    .host()
                                    .RegisterPlugin(token.get().value(), plugin.callback(), StubPlugin.data(List.of())))
                            .getError_code())
                    .isEqualTo("REGISTRATION_TOKEN_REVOKED");
            connection.awaitEnd();
            assertThat(host.server().plugins()).isEmpty();
        }
    }
}
