package io.thriftplugins.transport.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.SocketEndpoint;
import io.thriftplugins.TlsEndpoint;
import io.thriftplugins.TransportKeys;
import io.thriftplugins.spi.TransportConnection;
import io.thriftplugins.spi.TransportListener;
import io.thriftplugins.spi.TransportProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who is whom on tls endpoints. */
final class TlsTransportTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final TlsTransport host = new TlsTransport();
    private final TlsTransport plugin = new TlsTransport();

    @AutoClose
    private final TransportListener listener;

    TlsTransportTest() throws IOException {
        listener = host.listen(host.newEndpoint(""));
    }

    @Test
    @DisplayName("a listener reports its pin, and each side learns the other's identity, the same for all connections")
    void identities() throws IOException {
        try (TransportConnection first = plugin.connect(listener.endpoint(), TIMEOUT);
                TransportConnection second = plugin.connect(listener.endpoint(), TIMEOUT);
                TransportConnection firstAccepted = listener.accept();
                TransportConnection secondAccepted = listener.accept();
                TransportListener callback = plugin.listen(plugin.newEndpoint(""))) {
            assertThat(((TlsEndpoint) listener.endpoint()).pin()).contains(first.peerIdentity());
            assertThat(second.peerIdentity()).isEqualTo(first.peerIdentity());
            assertThat(((TlsEndpoint) callback.endpoint()).pin()).contains(firstAccepted.peerIdentity());
            assertThat(secondAccepted.peerIdentity()).isEqualTo(firstAccepted.peerIdentity());
        }
    }

    @Test
    @DisplayName("who dials another process than the pin tells is told so, with both pins")
    void wrongPin() throws IOException {
        TlsEndpoint there = (TlsEndpoint) listener.endpoint();
        String other = "0123456789abcdef".repeat(4);

        assertThatThrownBy(() -> plugin.connect(new TlsEndpoint(there.host(), there.port(), other), TIMEOUT))
                .satisfies(untrusted(there.pin().orElseThrow(), "another one than expected: " + other));
        assertWorks(plugin, listener);
    }

    /** 192.0.2.0/24 belongs to nobody (RFC 5737). */
    @Test
    @DisplayName("who listens at an address of another machine is told that, and not to choose another port")
    void addressOfOthers() {
        assertThatThrownBy(() -> plugin.listen(new TlsEndpoint("192.0.2.1", 0)))
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENDPOINT_UNAVAILABLE))
                .hasMessageContaining("tls://192.0.2.1:0")
                .hasMessageContaining("choose an address of this machine");
    }

    @Test
    @DisplayName("an endpoint without a pin is not dialled if no authority is trusted")
    void noPin() {
        TlsEndpoint there = (TlsEndpoint) listener.endpoint();

        assertThatThrownBy(() -> plugin.connect(new TlsEndpoint(there.host(), there.port()), TIMEOUT))
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ENDPOINT))
                .hasMessageContaining("/sha256/")
                .hasMessageContaining("TransportKeys");
    }

    @Test
    @DisplayName("a listener for one peer alone refuses others, who learn that it is their certificate, and goes on")
    void onlyOnePeer() throws IOException {
        TlsTransport stranger = new TlsTransport();
        TransportProvider callbacks =
                plugin.acceptingOnly(((TlsEndpoint) listener.endpoint()).pin().orElseThrow());
        try (TransportListener callback = callbacks.listen(plugin.newEndpoint(""))) {
            assertThatThrownBy(() -> use(stranger, callback.endpoint()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("doesn't accept this side's certificate");
            assertWorks(host, callback);
        }
    }

    @Test
    @DisplayName("memory that runs out costs one connection, not the listener")
    void outOfMemory() throws IOException {
        OwnKeys keys = new OwnKeys(null);
        Supplier<SSLEngine> engines = Engines.accepting(keys, PeerTrust.ofAccepted(keys, null));
        AtomicBoolean first = new AtomicBoolean(true);
        try (TransportListener exhausted =
                TlsListener.on(new TlsEndpoint("127.0.0.1", 0), InetAddress.getLoopbackAddress(), keys.pin(), () -> {
                    if (first.getAndSet(false)) {
                        throw new OutOfMemoryError("thrown by the test");
                    }
                    return engines.get();
                })) {
            assertThatThrownBy(() -> use(plugin, exhausted.endpoint()))
                    .hasMessageContaining("it closed the connection");
            assertWorks(plugin, exhausted);
        }
    }

    @Test
    @DisplayName("an authority's word is enough where it is trusted, for the address that it has vouched for")
    void authority() throws Exception {
        Authority authority = new Authority("ours");
        TransportProvider hostOfAuthority = host.withKeys(authority.issue("host", "127.0.0.1"));
        TransportProvider pluginOfAuthority = plugin.withKeys(authority.issue("plugin", "127.0.0.9"));
        try (TransportListener accepting = hostOfAuthority.listen(host.newEndpoint(""))) {
            TlsEndpoint pinned = (TlsEndpoint) accepting.endpoint();
            TlsEndpoint plain = new TlsEndpoint(pinned.host(), pinned.port());

            for (TlsEndpoint endpoint : List.of(pinned, plain)) {
                try (TransportConnection dialled = pluginOfAuthority.connect(endpoint, TIMEOUT);
                        TransportConnection accepted = accepting.accept()) {
                    exchange(dialled, accepted);
                }
            }
            assertThatThrownBy(() -> pluginOfAuthority.connect(new TlsEndpoint("127.0.0.9", plain.port()), TIMEOUT))
                    .isInstanceOf(PluginException.class);
        }
        try (TransportListener elsewhere = hostOfAuthority.listen(new TlsEndpoint("127.0.0.9", 0))) {
            int port = ((TlsEndpoint) elsewhere.endpoint()).port();
            assertThatThrownBy(() -> pluginOfAuthority.connect(new TlsEndpoint("127.0.0.9", port), TIMEOUT))
                    .satisfies(untrusted("no trusted authority vouches", "127.0.0.9"));
        }
    }

    @Test
    @DisplayName("whom an authority that isn't trusted vouches for is refused, on both sides")
    void otherAuthority() throws Exception {
        TransportKeys ours = new Authority("ours").issue("host", "127.0.0.1");
        TransportProvider trusting = host.withKeys(ours);
        TransportProvider stranger = plugin.withKeys(new Authority("others").issue("plugin", "127.0.0.1"));
        try (TransportListener accepting = trusting.listen(host.newEndpoint(""))) {
            TlsEndpoint pinned = (TlsEndpoint) accepting.endpoint();

            assertThatThrownBy(() -> stranger.connect(new TlsEndpoint(pinned.host(), pinned.port()), TIMEOUT))
                    .satisfies(untrusted("no trusted authority vouches", "trust who is there"));
            assertThatThrownBy(() -> use(stranger, pinned))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("doesn't accept this side's certificate");
        }
    }

    @Test
    @DisplayName("certificates can be trusted one by one, and all others are refused")
    void pins() throws IOException {
        TransportKeys known = new OwnKeys(null).get();
        String pin = Pins.of(known.chain().get(0));
        TransportProvider trusting = host.withKeys(new OwnKeys(null).get().trustingPins(Set.of(pin)));
        try (TransportListener accepting = trusting.listen(host.newEndpoint(""))) {
            assertWorks(plugin.withKeys(known), accepting);
            assertThatThrownBy(() -> use(plugin, accepting.endpoint()))
                    .hasMessageContaining("doesn't accept this side's certificate");
        }
    }

    @Test
    @DisplayName("endpoints beyond loopback are not local, and can be listened on; of other schemes none is taken")
    void addresses() throws IOException {
        assertThat(host.isLocal(new TlsEndpoint("192.0.2.1", 1))).isFalse();
        assertThat(host.isLocal(new TlsEndpoint("example.invalid", 1))).isFalse();
        try (TransportListener everywhere = host.listen(new TlsEndpoint("0.0.0.0", 0))) {
            TlsEndpoint reported = (TlsEndpoint) everywhere.endpoint();
            Endpoint here =
                    new TlsEndpoint("127.0.0.1", reported.port(), reported.pin().orElseThrow());
            plugin.connect(here, TIMEOUT).close();
        }
        assertThatThrownBy(() -> host.listen(new SocketEndpoint("127.0.0.1", 0)))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("tls://HOST:PORT");
    }

    private static java.util.function.Consumer<Throwable> untrusted(String... parts) {
        return failure -> assertThat(failure).isInstanceOfSatisfying(PluginException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.UNTRUSTED_PEER);
            assertThat(e.getMessage()).contains(parts);
        });
    }

    /** Dials and waits for an answer: only then the dialling side knows whether its certificate was accepted. */
    private static void use(TransportProvider dialling, Endpoint endpoint) throws IOException {
        try (TransportConnection connection = dialling.connect(endpoint, TIMEOUT)) {
            connection.write(ByteBuffer.wrap(new byte[] {1}));
            connection.read(ByteBuffer.allocate(1));
        }
    }

    private static void assertWorks(TransportProvider dialling, TransportListener listening) throws IOException {
        ThrowingCallable works = () -> {
            try (TransportConnection dialled = dialling.connect(listening.endpoint(), TIMEOUT);
                    TransportConnection accepted = listening.accept()) {
                exchange(dialled, accepted);
            }
        };
        org.assertj.core.api.Assertions.assertThatCode(works).doesNotThrowAnyException();
    }

    private static void exchange(TransportConnection from, TransportConnection to) throws IOException {
        from.write(ByteBuffer.wrap(new byte[] {7}));
        ByteBuffer buffer = ByteBuffer.allocate(1);
        assertThat(to.read(buffer)).isEqualTo(1);
        assertThat(buffer.get(0)).isEqualTo((byte) 7);
    }
}
