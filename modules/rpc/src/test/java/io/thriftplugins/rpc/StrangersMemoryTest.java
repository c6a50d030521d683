package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.Limit;
import io.thriftplugins.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The memory for messages that all share who have presented no valid token yet. */
@Timeout(120)
final class StrangersMemoryTest {

    private static final int LARGE = 90_000;

    /** Room for two of them; who waits for a message that doesn't come on waits longer than a test. */
    private static final Limits LIMITS =
            Limits.DEFAULT.with(Limit.MAX_PENDING_BYTES, 200_000).with(Limit.FRAME_TIMEOUT, 600_000);

    @Test
    @DisplayName("is taken back from the oldest stranger who announces a message and doesn't send it (checklist 56)")
    void stalledMessages() throws IOException {
        try (Wire wire = wire(LIMITS.with(Limit.GREETING_TIMEOUT, 600_000))) {
            List<RawPeer> silent = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                silent.add(announce(wire));
            }

            try (RawPeer plugin = new RawPeer(wire.hostListener.endpoint())) {
                callFunction(plugin, "NO_SUCH", LARGE);
                assertThat(plugin.receive()).contains(hex("INVALID_FUNCTION"));
            }
            assertThat(wire.host.ended).isNotEmpty();
            silent.get(0).close();
            silent.get(1).close();
        }
    }

    @Test
    @DisplayName("is not taken from calls, and who waits for it is not silent: the greeting's time doesn't run")
    void waitingIsNoSilence() throws Exception {
        Limits limits = LIMITS.with(Limit.MAX_PENDING_BYTES, 100_000).with(Limit.GREETING_TIMEOUT, 500);
        try (Wire wire = wire(limits);
                RawPeer busy = new RawPeer(wire.hostListener.endpoint());
                RawPeer waiting = new RawPeer(wire.hostListener.endpoint())) {
            CountDownLatch called = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            wire.host.functions.put("WAIT", arguments -> {
                called.countDown();
                return end.await(60, TimeUnit.SECONDS);
            });
            callFunction(busy, "WAIT", LARGE);
            assertThat(called.await(30, TimeUnit.SECONDS)).isTrue();
            callFunction(waiting, "NO_SUCH", LARGE);

            // Connected later, so when these are closed, the other one would have been long before.
            for (int i = 0; i < 2; i++) {
                try (RawPeer silent = new RawPeer(wire.hostListener.endpoint())) {
                    assertThat(silent.isClosed()).isTrue();
                }
            }
            end.countDown();
            assertThat(waiting.receive()).contains(hex("INVALID_FUNCTION"));
            assertThat(busy.receive()).startsWith("80010002");
        }
    }

    @Test
    @DisplayName("those who wait for it make room for new connections, when nobody is silent")
    void waitingMakesRoom() throws Exception {
        Limits limits = LIMITS.with(Limit.MAX_PENDING_BYTES, 100_000).with(Limit.MAX_UNKNOWN_CONNECTIONS, 1);
        try (Wire wire = wire(limits);
                RawPeer busy = new RawPeer(wire.hostListener.endpoint())) {
            CountDownLatch called = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            wire.host.functions.put("WAIT", arguments -> {
                called.countDown();
                return end.await(60, TimeUnit.SECONDS);
            });
            callFunction(busy, "WAIT", LARGE);
            assertThat(called.await(30, TimeUnit.SECONDS)).isTrue();

            try (RawPeer waiting = new RawPeer(wire.hostListener.endpoint())) {
                callFunction(waiting, "NO_SUCH", LARGE);
                try (RawPeer next = new RawPeer(wire.hostListener.endpoint())) {
                    callFunction(next, "NO_SUCH", 10);
                    assertThat(next.receive()).contains(hex("INVALID_FUNCTION"));
                }
                assertThat(waiting.isClosed()).isTrue();
            }
            end.countDown();
            assertThat(busy.receive()).startsWith("80010002");
        }
    }

    @Test
    @DisplayName("who waits for it is woken when the connection ends, also if later messages take from another quota")
    void wokenByTheEnd() throws Exception {
        PeerQuota strangers = new PeerQuota(LIMITS, "a stranger", () -> 0);
        strangers.take(200_000, () -> true);
        AtomicBoolean open = new AtomicBoolean(true);
        MessageMemory memory = new MessageMemory(strangers, open::get, () -> {}, nanos -> {});
        CompletableFuture<String> failure = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        memory.take(LARGE);
                        return "taken";
                    } catch (IOException e) {
                        return e.getMessage();
                    }
                },
                Wire.OWN_THREAD);
        await().until(memory::isWaiting);

        memory.takeFrom(new PeerQuota(LIMITS, "a plugin", () -> 0));
        open.set(false);
        memory.wake();

        assertThat(failure.get(60, TimeUnit.SECONDS)).isEqualTo("The connection was closed");
        assertThat(memory.isWaiting()).isFalse();
    }

    private static RawPeer announce(Wire wire) throws IOException {
        RawPeer peer = new RawPeer(wire.hostListener.endpoint());
        return peer.send(ScriptedConnection.bytes(HexFormat.of().toHexDigits(LARGE) + "80010001"));
    }

    /** With one text of so many bytes. */
    private static void callFunction(RawPeer peer, String name, int length) throws IOException {
        peer.call(
                "plugins-manager:CallFunction",
                "0a0001 0000000000000005 0b0002" + RawPeer.text(name)
                        + "0c0003 0d0001 0b0c 00000000 0f0002 0c 00000001 0b0003" + RawPeer.text("x".repeat(length))
                        + "00 00 080004 ffffffff 00");
    }

    private static String hex(String text) {
        return RawPeer.text(text).substring(2 * Integer.BYTES);
    }

    private static Wire wire(Limits limits) {
        return new Wire("tcp", limits, 4);
    }
}
