package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.CustomEndpoint;
import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limits;
import io.thriftplugins.PluginException;
import io.thriftplugins.spi.TransportListener;
import io.thriftplugins.spi.TransportProvider;
import io.thriftplugins.spi.Transports;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Endpoints may be announced before they exist (contract 1.3), so dialling goes on until there is reason to end. */
final class DialTest {

    private final Transports transports = Transports.find();
    private final Rpc rpc = new Rpc("test", transports, Limits.DEFAULT, Wire.LONG);
    private final TransportProvider pipes = transports.forScheme("net.pipe");
    private final Endpoint endpoint = pipes.newEndpoint("rpc-test-");
    private final AtomicInteger attempts = new AtomicInteger();

    @AfterEach
    void close() {
        rpc.close();
    }

    @Test
    void anEndpointThatAppearsIsReached() throws Exception {
        var dialling = CompletableFuture.supplyAsync(() -> dial(Clock.after(Wire.LONG)), Wire.OWN_THREAD);
        await().until(() -> attempts.get() > 2);
        try (TransportListener listener = pipes.listen(endpoint)) {
            OutboundConnection connection = dialling.get(30, TimeUnit.SECONDS);

            assertThat(connection.isOpen()).isTrue();
            connection.close();
            listener.accept().close();
        }
    }

    @Test
    void anEndpointThatStaysAwayIsNamedWhenTheTimeIsOver() {
        assertFails(Clock.after(Duration.ofMillis(50)), ErrorCode.ENDPOINT_UNAVAILABLE, endpoint.toString());
        assertThat(attempts).hasValueGreaterThan(1);
        assertFails(0, ErrorCode.DEADLINE_EXCEEDED, "until the call's timeout was over");
    }

    @Test
    void anInterruptEndsIt() {
        Thread.currentThread().interrupt();

        assertFails(Clock.NEVER, ErrorCode.CANCELLED, "");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void stoppingThisSideEndsIt() {
        var dialling = CompletableFuture.supplyAsync(
                () -> catchThrowableOfType(PluginException.class, () -> dial(Clock.NEVER)), Wire.OWN_THREAD);
        await().until(() -> attempts.get() > 2);
        rpc.close();

        assertThat(dialling.join().code()).isEqualTo(ErrorCode.CLOSED);
    }

    @Test
    void whatCanNeverWorkIsNotTriedAgain() throws IOException {
        var failure = catchThrowableOfType(
                PluginException.class,
                () -> rpc.dial(new CustomEndpoint("carrier", "pigeon"), "peer", Clock.NEVER, () -> false));

        assertThat(failure.code()).isEqualTo(ErrorCode.NO_TRANSPORT);
    }

    private OutboundConnection dial(long until) {
        return rpc.dial(endpoint, "peer", until, () -> attempts.incrementAndGet() < 0);
    }

    private void assertFails(long until, ErrorCode code, String message) {
        var failure = catchThrowableOfType(PluginException.class, () -> dial(until));
        assertThat(failure).hasMessageContaining(message);
        assertThat(failure.code()).isEqualTo(code);
    }
}
