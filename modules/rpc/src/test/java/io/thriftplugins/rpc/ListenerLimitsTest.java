package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.CallRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Peers that are silent, slow or too many. */
final class ListenerLimitsTest {

    private static final Duration SOON = Duration.ofSeconds(1);

    @Test
    @DisplayName("a connection that never says who it is, is closed (checklist 56)")
    void silentConnections() throws IOException {
        try (Wire wire = wire(1024, Duration.ofMinutes(1), SOON)) {
            List<RawPeer> silent = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                silent.add(new RawPeer(wire.hostListener.endpoint()));
            }

            for (RawPeer peer : silent) {
                assertThat(peer.isClosed()).isTrue();
                peer.close();
            }
            await().until(() -> wire.host.ended.size() == 20);
        }
    }

    @Test
    @DisplayName("wrong tokens don't keep a connection open (checklist 56)")
    void wrongTokensAreNoGreeting() throws IOException {
        try (Wire wire = wire(1024, Duration.ofMinutes(1), SOON);
                var peer = new RawPeer(wire.hostListener.endpoint())) {
            peer.call("plugins-manager:PluginReady", "0a0001 0000000000000006 00");

            assertThat(peer.receive()).contains(RawPeer.text("INVALID_AUTHORIZATION_TOKEN"));
            assertThat(peer.isClosed()).isTrue();
        }
    }

    @Test
    void whoHasPresentedATokenMayBeSilent() throws Exception {
        try (Wire wire = wire(1024, Duration.ofMinutes(1), SOON).registered()) {
            for (int i = 0; i < 2; i++) {
                // Connected later, so when this one is closed, the other one would have been long before.
                try (var later = new RawPeer(wire.hostListener.endpoint())) {
                    assertThat(later.isClosed()).isTrue();
                }
            }

            assertThat(wire.remoteHost.config("key")).isEqualTo("value of key");
            await().until(() -> wire.host.ended.size() == 2);
        }
    }

    /** Waiting for an answer is not silence: a first call may take longer than a greeting. */
    @Test
    void aFirstCallMayTakeLong() {
        try (Wire wire = wire(1024, Duration.ofMinutes(1), SOON)) {
            wire.plugin.with("long", arguments -> {
                // Connected later, so when this one is closed, the caller's would have been long before.
                try (var silent = new RawPeer(wire.pluginListener.endpoint())) {
                    return silent.isClosed();
                }
            });

            assertThat(wire.remotePlugin.call(CallRequest.of("long"))).isEqualTo(true);
        }
    }

    @Test
    @DisplayName("half a message, then silence: closed, and others go on (checklist 48, 49)")
    void halfAMessage() throws IOException {
        try (Wire wire = wire(1024, SOON, Duration.ofMinutes(1));
                var stalled = new RawPeer(wire.hostListener.endpoint())) {
            wire.registered();
            stalled.send(ScriptedConnection.bytes("00000010 8001"));

            assertThat(stalled.isClosed()).isTrue();
            assertThat(wire.remoteHost.config("key")).isEqualTo("value of key");
        }
    }

    @Test
    @DisplayName("more connections than maxConnections are refused, later ones served again (checklist 56)")
    void tooManyConnections() throws IOException {
        try (Wire wire = wire(3, Duration.ofMinutes(1), Duration.ofMinutes(1))) {
            List<RawPeer> peers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                peers.add(ready(wire));
            }
            try (var refused = new RawPeer(wire.hostListener.endpoint())) {
                assertThat(refused.isClosed()).isTrue();
            }
            for (RawPeer peer : peers) {
                peer.close();
            }
            await().until(() -> wire.host.ended.size() == 3);
            ready(wire).close();
        }
    }

    private static RawPeer ready(Wire wire) throws IOException {
        var peer = new RawPeer(wire.hostListener.endpoint());
        peer.call("plugins-manager:PluginReady", "0a0001 0000000000000005 00");
        assertThat(peer.receive()).startsWith("80010002");
        return peer;
    }

    private static Wire wire(int maxConnections, Duration frameTimeout, Duration greetingTimeout) {
        return new Wire("tcp", TestLimits.of(1 << 20, 60, maxConnections, 10, frameTimeout, greetingTimeout), 4);
    }
}
