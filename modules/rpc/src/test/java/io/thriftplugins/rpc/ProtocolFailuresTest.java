package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a server answers to messages that are out of order (contract 1.6). */
final class ProtocolFailuresTest {

    private static final String TOKEN_5 = "0a0001 0000000000000005 00";
    private static final String READY = "plugins-manager:PluginReady";
    private static final String READY_REPLY = "80010002" + RawPeer.text("PluginReady") + "00000007" + "00";

    private final Wire wire = Wire.tcp();
    private RawPeer peer;

    @BeforeEach
    void connect() throws IOException {
        peer = new RawPeer(wire.hostListener.endpoint());
    }

    @AfterEach
    void close() throws IOException {
        peer.close();
        wire.close();
    }

    @Test
    @DisplayName("an unknown method is told, and the connection lives on (checklist 55)")
    void unknownMethod() throws IOException {
        peer.call("plugins-manager:GetStatistic", TOKEN_5);

        assertException("GetStatistic", 1);
        assertStillServed();
    }

    @Test
    @DisplayName("an unknown service is told, then the connection ends (checklist 55)")
    void unknownService() throws IOException {
        peer.call("plugin:Serve", "00");

        assertException("Serve", 6);
        assertThat(peer.isClosed()).isTrue();
    }

    @Test
    void aNameWithoutServiceIsToldThenTheConnectionEnds() throws IOException {
        peer.call("PluginReady", TOKEN_5);

        assertException("PluginReady", 9);
        assertThat(peer.isClosed()).isTrue();
    }

    @Test
    void anotherMessageTypeIsToldThenTheConnectionEnds() throws IOException {
        peer.sendFrame("80010002" + RawPeer.text(READY) + "00000007" + TOKEN_5);

        assertException("PluginReady", 2);
        assertThat(peer.isClosed()).isTrue();
    }

    @Test
    void aMissingArgumentEndsTheConnectionWithoutReply() throws IOException {
        peer.call(READY, "00");
        assertThat(peer.isClosed()).isTrue();
        assertThat(wire.host.told).isEmpty();
    }

    /** Null is an isNull, so a value that is not there is no null. */
    @Test
    void aMissingConfigurationValueEndsTheConnectionWithoutReply() throws IOException {
        peer.call("plugins-manager:SetConfigValue", "0a0001 0000000000000005 0b0002" + RawPeer.text("key") + "00");
        assertThat(peer.isClosed()).isTrue();
        assertThat(wire.host.told).isEmpty();
    }

    @Test
    void anArgumentOfAnotherTypeIsAMissingOne() throws IOException {
        peer.call(READY, "080001 00000005 00");
        assertThat(peer.isClosed()).isTrue();
    }

    @Test
    void anotherVersionEndsTheConnectionWithoutReply() throws IOException {
        peer.sendFrame("80020001" + RawPeer.text(READY) + "00000007" + TOKEN_5);
        assertThat(peer.isClosed()).isTrue();
    }

    @Test
    void argumentsThatBreakOffEndTheConnectionWithoutReply() throws IOException {
        peer.call(READY, "0a0001 00000000");
        assertThat(peer.isClosed()).isTrue();
    }

    @Test
    void oldHeadersAreReadToo() throws IOException {
        peer.sendFrame(RawPeer.text(READY) + "01 00000007" + TOKEN_5);

        assertThat(peer.receive()).isEqualTo(READY_REPLY);
    }

    @Test
    void unknownArgumentsAreSkipped() throws IOException {
        peer.call(READY, "0b0063" + RawPeer.text("x") + "0d0064 0b0c 00000000 " + TOKEN_5);

        assertThat(peer.receive()).isEqualTo(READY_REPLY);
    }

    @Test
    @DisplayName("a value nested too deeply is told with the limit's name, and the connection lives on (checklist 53)")
    void deepValues() throws IOException {
        peer.call(
                "plugins-manager:SetConfigValue",
                "0a0001 0000000000000005 0b0002" + RawPeer.text("key") + "0c0003" + "0f000b 0c 00000001".repeat(100)
                        + "00".repeat(102));

        assertThat(peer.receive()).contains(hex("maxDepth = 60"), hex("LIMIT_EXCEEDED"));
        assertStillServed();
    }

    @Test
    @DisplayName("negative and oversized lengths end the connection (checklist 52)")
    void lengths() throws IOException {
        for (String length : new String[] {"ffffffff", "7fffffff", "00fa0001"}) {
            try (var hostile = new RawPeer(wire.hostListener.endpoint())) {
                hostile.send(ScriptedConnection.bytes(length));
                assertThat(hostile.isClosed()).as(length).isTrue();
            }
        }
        assertStillServed();
    }

    @Test
    @DisplayName("random bytes hurt nobody else (checklist 51)")
    void randomBytes() throws IOException {
        var random = new SplittableRandom(42);
        for (int i = 0; i < 200; i++) {
            byte[] message = new byte[random.nextInt(1, 200)];
            random.nextBytes(message);
            try (var hostile = new RawPeer(wire.hostListener.endpoint())) {
                // Framed, so that they get past the length, and behind a name that is known half of the time.
                hostile.send(ScriptedConnection.frame(
                        i % 2 == 0
                                ? message
                                : concat(ScriptedConnection.bytes("80010001" + RawPeer.text(READY)), message)));
            }
        }
        assertStillServed();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private void assertStillServed() throws IOException {
        peer.call(READY, TOKEN_5);
        assertThat(peer.receive()).isEqualTo(READY_REPLY);
    }

    private void assertException(String method, int type) throws IOException {
        assertThat(peer.receive())
                .startsWith("80010003" + RawPeer.text(method) + "00000007")
                .contains("080002" + "0000000" + type);
    }

    private static String hex(String text) {
        return RawPeer.text(text).substring(8);
    }
}
