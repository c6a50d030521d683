package io.thriftplugins.e2e.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginState;
import io.thriftplugins.e2e.support.Causes;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.Plugins;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Refused at once: the loader would wait for 50 s. */
@ExtendWith(LeakCheck.class)
@Timeout(45)
class RefusedRegistrationTest {

    @TempDir
    Path directory;

    private static PluginException refusal(TestHost host, ErrorCode code, String... arguments) {
        PluginException failure = Causes.failure(code, () -> host.load(Plugins.stranger(host, "refused", arguments)));
        assertThat(failure).hasMessageContaining("The plugin 'refused' was refused: ");
        assertThat(host.server().plugins()).isEmpty();
        assertThat(host.awaitEvent("refused", PluginState.FAILED).failure())
                .hasMessageContaining("The plugin 'refused' was refused: ");
        return failure;
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A malformed signature is refused, and the load's error tells which and where")
    void malformedSignature(Transport transport) throws Exception {
        try (TestHost host = TestHost.start(transport)) {
            assertThat(refusal(host, ErrorCode.INVALID_SIGNATURE, "--functions=good(): integer;bad(a integer): string"))
                    .hasMessageContaining("bad(a integer): string");
        }
    }

    @Test
    @DisplayName("Two functions whose names differ in case only are refused, and the load's error tells which")
    void duplicateFunction() throws Exception {
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            assertThat(refusal(host, ErrorCode.DUPLICATE_FUNCTION, "--functions=one();two(a: integer);TWO(b: string)"))
                    .hasMessageContaining("two functions 'TWO'");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A callback endpoint on a foreign machine is refused, and nobody looks its name up (checklist 58)")
    void foreignCallback(Transport transport) throws Exception {
        try (TestHost host = TestHost.start(transport)) {
            assertThat(refusal(host, ErrorCode.CALLBACK_REFUSED, "--callback=tcp://192.0.2.1:25738/"))
                    .hasMessageContaining("own machine only, not tcp://192.0.2.1:25738");
        }
    }

    @Test
    @DisplayName("A callback endpoint that is no URI, has no transport or no port is refused (checklist 58)")
    void badCallback() throws Exception {
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            assertThat(refusal(host, ErrorCode.INVALID_ENDPOINT, "--callback=nonsense"))
                    .hasMessageContaining("nonsense");
            assertThat(refusal(host, ErrorCode.NO_TRANSPORT, "--callback=carrier-pigeon://home/1"))
                    .hasMessageContaining("carrier-pigeon");
            assertThat(refusal(host, ErrorCode.CALLBACK_REFUSED, "--callback=tcp://127.0.0.1:0/"))
                    .hasMessageContaining("port 0");
            assertThat(refusal(host, ErrorCode.CALLBACK_REFUSED, "--callback=tcp://evil.example:80/"))
                    .hasMessageContaining("evil.example");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A callback endpoint where nobody listens is refused when the time to reach it is over")
    void unreachableCallback(Transport transport) throws Exception {
        int port = freePort();
        try (TestHost host = TestHost.start(transport, server -> server.callbackTimeout(Duration.ofMillis(300)))) {
            String nobody =
                    transport == Transport.PIPE ? "net.pipe://127.0.0.1/qcatp-NOBODY" : "tcp://127.0.0.1:" + port;
            assertThat(refusal(host, ErrorCode.CALLBACK_REFUSED, "--callback=" + nobody))
                    .hasMessageContaining("can't be reached at its callback endpoint " + nobody)
                    .hasMessageContaining("must listen there before it registers");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
