package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.MessageServices;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a server answers to strangers who call its own services, byte by byte. */
final class OwnServiceFailuresTest {

    private static final String OPEN = "plugins-manager:Services_Open";
    private static final String TOKEN_5 = "0a0001 0000000000000005 00";

    private final Wire wire = Wire.tcp();
    private RawPeer peer;

    @BeforeEach
    void connect() throws IOException {
        wire.host.services = MessageServices.NONE.add(new EchoService("own")).add(new EchoService("second"));
        peer = new RawPeer(wire.hostListener.endpoint());
    }

    @AfterEach
    void close() throws IOException {
        peer.close();
        wire.close();
    }

    @Test
    @DisplayName("Services_Open answers with the names; then calls carry no token")
    void opened() throws IOException {
        open();

        peer.call("own:echo", "0102");
        assertThat(peer.receive()).isEqualTo("80010002" + RawPeer.text("echo") + "00000007" + "0102");
    }

    @Test
    @DisplayName("a connection that was not opened is refused and closed, even if its owner is known")
    void notOpened() throws IOException {
        peer.call("plugins-manager:PluginReady", TOKEN_5);
        assertThat(peer.receive()).startsWith("80010002");

        peer.call("own:echo", "00");

        assertThat(peer.receive())
                .startsWith("80010003" + RawPeer.text("echo") + "00000007")
                .contains(hex("There is no service 'own' on this connection"), hex("Services_Open"))
                .contains("080002" + "00000006");
        assertThat(peer.isClosed()).isTrue();
    }

    @Test
    @DisplayName("a wrong token opens nothing (checklist 8)")
    void wrongToken() throws IOException {
        peer.call(OPEN, "0a0001 0000000000000006 00");
        assertThat(peer.receive()).contains(hex("INVALID_AUTHORIZATION_TOKEN"));

        peer.call("own:echo", "00");
        assertThat(peer.receive()).startsWith("80010003");
        assertThat(peer.isClosed()).isTrue();
    }

    @Test
    @DisplayName(
            "an unknown service or method is told, with Thrift's type 1, and the connection lives on (checklist 55)")
    void unknown() throws IOException {
        open();
        peer.call("other:echo", "00");
        assertThat(peer.receive())
                .startsWith("80010003" + RawPeer.text("echo") + "00000007")
                .contains(hex("There is no service 'other'; there are [own, second]"))
                .contains("080002" + "00000001")
                .contains("0c0064", hex("NOT_SUPPORTED"));
        peer.call("own:other", "00");
        assertThat(peer.receive()).contains(hex("The service 'own' has no method 'other'"), "080002" + "00000001");
        assertStillServed();
    }

    @Test
    @DisplayName("arguments that can't be read are told, with Thrift's type 7, and the connection lives on")
    void unreadable() throws IOException {
        open();
        peer.call("own:echo", "21");
        assertThat(peer.receive()).contains(hex("can't be read"), "080002" + "00000007");
        assertStillServed();
    }

    @Test
    @DisplayName("one-way calls get no answer, whether they fail or not")
    void oneWay() throws IOException {
        open();
        peer.sendFrame("80010004" + RawPeer.text("own:echo") + "00000007" + "00");
        peer.sendFrame("80010004" + RawPeer.text("own:other") + "00000007" + "00");
        peer.sendFrame("80010004" + RawPeer.text("other:echo") + "00000007" + "00");
        assertStillServed();
    }

    @Test
    @DisplayName("other message types, and names without a service, end the connection as before (contract 1.6)")
    void outOfOrder() throws IOException {
        open();
        peer.sendFrame("80010002" + RawPeer.text("own:echo") + "00000007" + "00");
        assertThat(peer.receive()).contains("080002" + "00000002");
        assertThat(peer.isClosed()).isTrue();
    }

    private void open() throws IOException {
        peer.call(OPEN, TOKEN_5);
        assertThat(peer.receive())
                .isEqualTo("80010002" + RawPeer.text("Services_Open") + "00000007" + "0f00000b00000002"
                        + RawPeer.text("own") + RawPeer.text("second") + "00");
    }

    private void assertStillServed() throws IOException {
        peer.call("own:echo", "0304");
        assertThat(peer.receive()).endsWith("0304");
        peer.call("plugins-manager:PluginReady", TOKEN_5);
        assertThat(peer.receive()).startsWith("80010002");
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
