package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limit;
import io.thriftplugins.Limits;
import io.thriftplugins.PluginException;
import io.thriftplugins.ServedObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What one peer may take, each limit reached and exceeded by one. */
final class PeerLimitsTest {

    private static final String READY = "0a0001 0000000000000005 00";
    private static final String WRONG = "0a0001 0000000000000006 00";

    @Test
    @DisplayName("more connections than maxConnectionsFromPeer: refused with the limit's name, then closed")
    void connectionsFromAPeer() throws Exception {
        try (Wire wire = wire(Limits.DEFAULT.with(Limit.MAX_CONNECTIONS_FROM_PEER, 2))) {
            RawPeer first = ready(wire);
            RawPeer second = ready(wire);
            try (RawPeer third = new RawPeer(wire.hostListener.endpoint())) {
                third.call("plugins-manager:PluginReady", READY);

                assertThat(third.receive())
                        .contains(RawPeer.text("LIMIT_EXCEEDED"))
                        .contains(hex("maxConnectionsFromPeer = 2"));
                assertThat(third.isClosed()).isTrue();
            }
            second.close();
            await().until(() -> wire.host.ended.size() == 2);
            ready(wire).close();
            first.close();
        }
    }

    @Test
    @DisplayName("each call to the peer allows one connection more, as nested calls need it (decision 3)")
    void nestedCallsAreNotRefused() throws Exception {
        try (Wire wire = wire(Limits.DEFAULT.with(Limit.MAX_CONNECTIONS_FROM_PEER, 1))) {
            RawPeer only = ready(wire);
            CountDownLatch called = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            wire.plugin.with("wait", arguments -> {
                called.countDown();
                return end.await(30, TimeUnit.SECONDS);
            });
            CompletableFuture<Object> call = CompletableFuture.supplyAsync(
                    () -> wire.remotePlugin.call(CallRequest.of("wait")), Wire.OWN_THREAD);
            assertThat(called.await(30, TimeUnit.SECONDS)).isTrue();

            ready(wire).close();
            end.countDown();

            assertThat(call.get(30, TimeUnit.SECONDS)).isEqualTo(true);
            only.close();
        }
    }

    @Test
    @DisplayName("more calls without a valid token than maxUnknownCalls: closed after the last answer")
    void callsWithoutAToken() throws IOException {
        try (Wire wire = wire(Limits.DEFAULT.with(Limit.MAX_UNKNOWN_CALLS, 3));
                RawPeer peer = new RawPeer(wire.hostListener.endpoint())) {
            for (int i = 0; i < 3; i++) {
                peer.call("plugins-manager:PluginReady", WRONG);
                assertThat(peer.receive()).contains(RawPeer.text("INVALID_AUTHORIZATION_TOKEN"));
            }
            assertThat(peer.isClosed()).isTrue();
        }
    }

    @Test
    @DisplayName("more silent connections than maxUnknownConnections: the oldest one makes room (checklist 56)")
    void unknownConnections() throws IOException {
        try (Wire wire = wire(Limits.DEFAULT.with(Limit.MAX_UNKNOWN_CONNECTIONS, 2))) {
            List<RawPeer> silent = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                silent.add(new RawPeer(wire.hostListener.endpoint()));
            }
            RawPeer known = ready(wire);

            assertThat(silent.get(0).isClosed()).isTrue();
            // With a token it counts no more, so the second silent one has its place.
            ready(wire).close();
            silent.get(1).call("plugins-manager:PluginReady", READY);
            assertThat(silent.get(1).receive()).startsWith("80010002");
            known.call("plugins-manager:PluginReady", READY);
            assertThat(known.receive()).startsWith("80010002");
            known.close();
            silent.get(1).close();
        }
    }

    @Test
    @DisplayName("whoever has presented a token takes no stranger's place, however long that call takes")
    void knownWhileItsFirstCallRuns() throws Exception {
        try (Wire wire = wire(Limits.DEFAULT.with(Limit.MAX_UNKNOWN_CONNECTIONS, 1));
                RawPeer busy = new RawPeer(wire.hostListener.endpoint())) {
            CountDownLatch called = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            wire.host.functions.put("WAIT", arguments -> {
                called.countDown();
                return end.await(30, TimeUnit.SECONDS);
            });
            callFunction(busy, "WAIT");
            assertThat(called.await(30, TimeUnit.SECONDS)).isTrue();

            ready(wire).close();
            end.countDown();

            assertThat(busy.receive()).startsWith("80010002");
        }
    }

    @Test
    @DisplayName("answers that the peer doesn't read: the connection is closed at frameTimeout")
    void unreadAnswers() throws Exception {
        try (Wire wire = wire(Limits.DEFAULT.with(Limit.FRAME_TIMEOUT, 300))) {
            wire.host.functions.put("LARGE", arguments -> "x".repeat(10_000_000));
            try (RawPeer peer = ready(wire)) {
                callFunction(peer, "LARGE");

                await().until(() -> wire.host.ended.size() == 1);
            }
        }
    }

    @Test
    @DisplayName("large messages beyond maxPendingBytes wait for others; those of calls within calls don't")
    void pendingBytes() throws Exception {
        int[] inFlight = {0};
        PeerQuota quota = new PeerQuota(
                Limits.DEFAULT.with(Limit.MAX_PENDING_BYTES, 1000).with(Limit.FRAME_TIMEOUT, 100),
                "plugin 'p'",
                () -> inFlight[0]);
        quota.take(5000, () -> true);
        assertThatThrownBy(() -> quota.take(1, () -> true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("maxPendingBytes = 1000");
        assertThatThrownBy(() -> quota.take(1, () -> false)).hasMessageContaining("closed");

        inFlight[0] = 1;
        quota.take(1000, () -> true);
        inFlight[0] = 0;
        quota.give(5000);
        assertThatThrownBy(() -> quota.take(1, () -> true)).isInstanceOf(IOException.class);
        quota.give(1000);
        quota.take(400, () -> true);
        quota.take(600, () -> true);
        assertThatThrownBy(() -> quota.take(1, () -> true)).isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("messages of calls within calls take as much again as maxPendingBytes, however many calls there are")
    void pendingBytesOfNestedCalls() throws Exception {
        Limits limits = Limits.DEFAULT
                .with(Limit.MAX_FRAME_BYTES, 2000)
                .with(Limit.MAX_PENDING_BYTES, 4000)
                .with(Limit.FRAME_TIMEOUT, 100);
        PeerQuota quota = new PeerQuota(limits, "plugin 'p'", () -> 100);
        for (int i = 0; i < 4; i++) {
            quota.take(2000, () -> true);
        }
        assertThatThrownBy(() -> quota.take(2000, () -> true)).hasMessageContaining("maxPendingBytes = 4000");
        quota.give(2000);
        quota.take(2000, () -> true);
    }

    @Test
    @DisplayName("half of maxConnections is for calls within calls, of all peers; the rest is left for others' own")
    void nestedCallsLeaveSomeForOthers() throws Exception {
        Limits limits = Limits.DEFAULT.with(Limit.MAX_CONNECTIONS_FROM_PEER, 2).with(Limit.MAX_CONNECTIONS, 8);
        try (Wire wire = wire(limits);
                // The plugin that is called back has no such limits.
                Wire unlimited = Wire.tcp()) {
            RemotePlugin caller = new RemotePlugin(
                    wire.hostRpc,
                    "p",
                    unlimited.pluginListener.endpoint(),
                    further -> further,
                    "",
                    Features.OF_PLUGIN,
                    77,
                    4,
                    wire.host.served,
                    LostConnection.UNEXPLAINED);
            wire.host.space = caller.objects();
            CountDownLatch called = new CountDownLatch(8);
            CountDownLatch end = new CountDownLatch(1);
            unlimited.plugin.with("wait", arguments -> {
                called.countDown();
                return end.await(30, TimeUnit.SECONDS);
            });
            wire.host.functions.put("NEST", arguments -> caller.call(CallRequest.of("wait")));
            List<RawPeer> nested = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                RawPeer peer = new RawPeer(wire.hostListener.endpoint());
                callFunction(peer, "NEST");
                nested.add(peer);
                long expected = 7L - i;
                await().until(() -> called.getCount() == expected);
            }
            try (RawPeer fifth = new RawPeer(wire.hostListener.endpoint())) {
                callFunction(fifth, "NEST");
                assertThat(fifth.receive())
                        .contains(hex("LIMIT_EXCEEDED"))
                        .contains(hex("maxConnectionsFromPeer = 2"))
                        .contains(hex("maxConnections = 8"));
                assertThat(fifth.isClosed()).isTrue();
            }
            end.countDown();
            for (RawPeer peer : nested) {
                assertThat(peer.receive()).startsWith("80010002");
                peer.close();
            }
            await().until(() -> wire.host.ended.size() == 5);
            ready(wire).close();
            caller.close(new PluginException(ErrorCode.CLOSED, "the test is over"));
        }
    }

    @Test
    @DisplayName("the memory of a large message is given back, whatever becomes of its connection")
    void memoryIsGivenBack() throws Exception {
        Limits limits = Limits.DEFAULT.with(Limit.MAX_PENDING_BYTES, 100_000).with(Limit.FRAME_TIMEOUT, 10_000);
        try (Wire wire = wire(limits).registered()) {
            wire.host.functions.put("SIZE", arguments -> (long) ((String) arguments.get(0)).length());
            for (int i = 0; i < 20; i++) {
                try (RawPeer broken = new RawPeer(wire.hostListener.endpoint())) {
                    // 90,000 bytes are announced, and some come.
                    broken.send(ScriptedConnection.bytes("00015f90" + "80010001".repeat(50)));
                }
                assertThat(wire.remoteHost.call(CallRequest.of("size", "x".repeat(90_000))))
                        .isEqualTo(90_000L);
            }
        }
    }

    @Test
    @DisplayName("the peer's objects beyond maxHandles are refused; those that are forgotten are released one by one")
    void objectsOfThePeer() throws Exception {
        try (Wire wire = wire(Limits.DEFAULT.with(Limit.MAX_HANDLES, 2))) {
            RemoteHandles handles = new RemoteHandles(wire.remotePlugin.objects(), wire.hostRpc.limits());
            handles.add();
            handles.add();
            assertThatThrownBy(handles::add)
                    .isInstanceOfSatisfying(
                            PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED))
                    .hasMessageContaining("maxHandles = 2");
            handles.closed();
            assertThat(handles.open()).isEqualTo(1);
            assertThatThrownBy(handles::add).hasMessageContaining("maxHandles = 2");
            handles.releaseLater(7);
            await().untilAsserted(() -> assertThatCode(handles::add).doesNotThrowAnyException());

            // Every thread inherits the group that is started for it; other tests run beside this one.
            ThreadGroup own = new ThreadGroup("forgetful");
            FutureTask<Integer> threads = new FutureTask<>(() -> {
                for (int i = 0; i < 500; i++) {
                    handles.releaseLater(i);
                }
                return own.activeCount();
            });
            new Thread(own, threads, "forgetful").start();
            assertThat(threads.get(30, TimeUnit.SECONDS)).isLessThan(20);
        }
    }

    @Test
    @DisplayName("objects that were refused with their call count until the peer has answered their release")
    void releasesThatAreNotAnswered() throws Exception {
        try (Wire wire = wire(Limits.DEFAULT.with(Limit.MAX_HANDLES, 3))) {
            CountDownLatch releasing = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            int stubborn = wire.plugin
                    .space
                    .held()
                    .add(HeldObject.of(
                            ServedObject.builder("stubborn")
                                    .onClose(() -> {
                                        releasing.countDown();
                                        awaitQuietly(end);
                                    })
                                    .build(),
                            true));
            try (RawPeer peer = ready(wire)) {
                callFunction(peer, "NO_SUCH", stubborn, 1, 2);
                assertThat(peer.receive()).contains(hex("INVALID_FUNCTION"));
                assertThat(releasing.await(30, TimeUnit.SECONDS)).isTrue();
                assertThat(wire.remotePlugin.objects().holdsProxies()).isFalse();

                callFunction(peer, "NO_SUCH", 3);
                assertThat(peer.receive()).contains(hex("maxHandles = 3"));

                end.countDown();
                await().untilAsserted(() -> {
                    callFunction(peer, "NO_SUCH", 3, 4, 5);
                    assertThat(peer.receive()).contains(hex("INVALID_FUNCTION"));
                });
            }
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    @DisplayName("forgotten objects are released one after the other, also after one for which that went wrong")
    void releasingGoesOn() {
        try (Wire wire = wire(Limits.DEFAULT)) {
            AtomicInteger attempts = new AtomicInteger();
            ServedCalls served = new ServedCalls();
            Dialer broken = (until, abandoned) -> {
                attempts.incrementAndGet();
                throw new IllegalStateException("thrown by the test, in place of an error of the JVM");
            };
            ObjectSpace space = new ObjectSpace(wire.hostRpc, "p", "p", Services.PLUGIN, served);
            ConnectionPool pool = new ConnectionPool(1, served, broken);
            space.connect(new RpcClient(wire.hostRpc, pool, LostConnection.UNEXPLAINED), () -> 1);

            space.releaseLater(1);
            space.releaseLater(2);
            await().until(() -> attempts.get() == 2);
            space.releaseLater(3);
            await().until(() -> attempts.get() == 3);
        }
    }

    private static RawPeer ready(Wire wire) throws IOException {
        RawPeer peer = new RawPeer(wire.hostListener.endpoint());
        peer.call("plugins-manager:PluginReady", READY);
        assertThat(peer.receive()).startsWith("80010002");
        return peer;
    }

    /** With objects of the caller as its arguments. */
    private static void callFunction(RawPeer peer, String name, int... handles) throws IOException {
        StringBuilder objects = new StringBuilder();
        for (int handle : handles) {
            objects.append("0c0009 080001 00000000 080002" + hexNumber(handle) + "0b0003 00000000 00 00");
        }
        peer.call(
                "plugins-manager:CallFunction",
                "0a0001 0000000000000005 0b0002" + RawPeer.text(name) + "0c0003 0d0001 0b0c 00000000 0f0002 0c"
                        + hexNumber(handles.length) + objects + "00 080004 ffffffff 00");
    }

    private static String hexNumber(int number) {
        return HexFormat.of().toHexDigits(number);
    }

    private static String hex(String text) {
        return RawPeer.text(text).substring(2 * Integer.BYTES);
    }

    private static Wire wire(Limits limits) {
        return new Wire("tcp", limits, 4);
    }
}
