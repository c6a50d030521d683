package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The hand-over of a connection from a thread whose call takes long to another one, which reads on. */
final class ReliefTest {

    private static final String NO_ARGUMENTS = "0c0003 0d0001 0b0c 00000000 0f0002 0c 00000000 00 00";

    private final Wire wire = Wire.tcp();
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger running = new AtomicInteger();

    @AfterEach
    void close() {
        release.countDown();
        wire.close();
    }

    /** Nobody of the contract does so, but somebody may. */
    @Test
    void callsSentBeforeTheReplyAreServedInOrder() throws IOException {
        wire.plugin.with("slow", arguments -> {
            release.await(60, TimeUnit.MILLISECONDS);
            return 1;
        });
        wire.plugin.with("quick", arguments -> 2);
        try (var peer = new RawPeer(wire.pluginListener.endpoint())) {
            for (int round = 0; round < 3; round++) {
                call(peer, "SLOW");
                call(peer, "QUICK");
                call(peer, "SLOW");
            }
            for (int round = 0; round < 3; round++) {
                for (int result : new int[] {1, 2, 1}) {
                    assertThat(peer.receive()).endsWith("0c00000a0002000000000000000" + result + "0000");
                }
            }
        }
        assertThat(wire.plugin.sessions).hasSize(1);
    }

    @Test
    void theEndOfTheConnectionInterruptsARelievedCallAndDropsWhatWasSentAfterIt() throws IOException {
        wire.plugin.with("hang", arguments -> {
            running.incrementAndGet();
            try {
                return release.await(30, TimeUnit.SECONDS);
            } finally {
                running.decrementAndGet();
            }
        });
        try (var peer = new RawPeer(wire.pluginListener.endpoint())) {
            call(peer, "HANG");
            await().until(() -> running.get() == 1);
        }
        await().until(() -> running.get() == 0);
        assertThat(release.getCount()).isOne();
    }

    /** Calls that end just when they are relieved, given up or both: none may be stuck, or take another one with it. */
    @Test
    @DisplayName("calls that end when they are relieved or given up (checklist 22, 29, 32)")
    void races() throws Exception {
        wire.plugin.with("wait", arguments -> {
            running.incrementAndGet();
            try {
                release.await((Long) arguments.get(0), TimeUnit.MILLISECONDS);
                return arguments.get(0);
            } finally {
                running.decrementAndGet();
            }
        });
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            var random = new SplittableRandom(i);
            callers.add(CompletableFuture.runAsync(() -> callOften(random), Wire.OWN_THREAD));
        }
        CompletableFuture.allOf(callers.toArray(CompletableFuture[]::new)).get(50, TimeUnit.SECONDS);

        await().until(() -> running.get() == 0);
        assertThat(wire.remotePlugin.callsInFlight()).isZero();
        assertThat(wire.remotePlugin.call(CallRequest.of("wait", 0L))).isEqualTo(0L);
    }

    private void callOften(SplittableRandom random) {
        for (int n = 0; n < 60; n++) {
            long wait = random.nextLong(15, 26);
            // Below the time that the call takes, beside it, or far away.
            Duration timeout = Duration.ofMillis(random.nextBoolean() ? 1_000_000 : random.nextLong(20, 30));
            try {
                assertThat(wire.remotePlugin.call(CallRequest.of("wait", wait).withTimeout(timeout)))
                        .isEqualTo(wait);
            } catch (PluginException e) {
                assertThat(e.code()).as(e.getMessage()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
                assertThat(timeout).isLessThan(Duration.ofSeconds(1));
            }
        }
    }

    private static void call(RawPeer peer, String function) throws IOException {
        peer.call("plugin:CallFunction", "0a0001 0000000000000000 0b0002" + RawPeer.text(function) + NO_ARGUMENTS);
    }
}
