package io.thriftplugins.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.Endpoint;
import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.PluginException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A plugin that outlives its host")
final class OutlivingTest {

    private static final Endpoint NEXT = new PipeEndpoint("next");

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final CountDownLatch gaveUp = new CountDownLatch(1);

    /** Of the host that it is to join. */
    private boolean gone;

    /** The host is gone, and nobody has been told yet. */
    private volatile boolean lost;

    /** What happens while the old host is left. */
    private volatile Runnable leaving = () -> {};

    private Outliving outliving(Duration giveUpAfter) {
        Outliving[] self = new Outliving[1];
        self[0] = new Outliving("plugin", giveUpAfter, "secret", new Outliving.Hosts() {
            @Override
            public boolean isLost(long asking) {
                return lost;
            }

            @Override
            public void lost(PluginException reason) {
                calls.add("lost");
                leaving.run();
            }

            @Override
            public void gaveUp() {
                gaveUp.countDown();
            }

            @Override
            public void join(Endpoint endpoint, String token, long pid) {
                calls.add("join " + token);
            }

            @Override
            public void watch(int number, long pid) {
                if (gone) {
                    self[0].begin(number);
                }
            }
        });
        return self[0];
    }

    @Test
    @DisplayName(
            "whose next host dies in the moment of the take-over waits for another one, and gives up (checklist 46)")
    void diesAtOnce() throws Exception {
        Outliving outliving = outliving(Duration.ofMillis(500));
        outliving.begin(Outliving.LAUNCHER);
        gone = true;

        outliving.join(NEXT, "first", 1);

        assertThat(calls).containsExactly("lost", "join first", "lost");
        assertThat(gaveUp.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @DisplayName("whose next host died in the moment of the take-over can be taken over again")
    void again() {
        Outliving outliving = outliving(Duration.ofMinutes(1));
        outliving.begin(Outliving.LAUNCHER);
        gone = true;
        outliving.join(NEXT, "first", 1);
        gone = false;

        outliving.join(NEXT, "second", 1);

        assertThat(calls).containsExactly("lost", "join first", "lost", "join second");
        assertThatThrownBy(() -> outliving.join(NEXT, "third", 1)).hasMessageContaining("has a host that lives");
    }

    @Test
    @DisplayName("and has given up is taken over by nobody")
    void gaveUp() {
        Outliving outliving = outliving(Duration.ofMillis(1));
        outliving.begin(Outliving.LAUNCHER);
        await().until(() -> gaveUp.getCount() == 0);

        assertThatThrownBy(() -> outliving.join(NEXT, "late", 1))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("and ends");
        assertThat(calls).containsExactly("lost");
    }

    @Test
    @DisplayName("is not taken over before it has left the old host: who leaves late would leave the new one")
    void leavesFirst() throws Exception {
        Outliving outliving = outliving(Duration.ofMinutes(1));
        Thread next = new Thread(() -> outliving.join(NEXT, "next", 1));
        leaving = () -> {
            next.start();
            await().until(() -> next.getState() == Thread.State.BLOCKED || calls.contains("join next"));
            calls.add("left");
        };

        outliving.begin(Outliving.LAUNCHER);

        next.join(20_000);
        assertThat(calls).containsExactly("lost", "left", "join next");
    }

    @Test
    @DisplayName("gives up even if it can't leave the old host")
    void leavingFails() throws Exception {
        Outliving outliving = outliving(Duration.ofMillis(1));
        leaving = () -> {
            throw new OutOfMemoryError("made up");
        };

        assertThatThrownBy(() -> outliving.begin(Outliving.LAUNCHER)).isInstanceOf(OutOfMemoryError.class);

        assertThat(gaveUp.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @DisplayName("is taken over when its host is gone and nobody has noticed; who notices late doesn't end the new one")
    void noticedLate() {
        Outliving outliving = outliving(Duration.ofMinutes(1));
        lost = true;

        outliving.join(NEXT, "next", 1);
        lost = false;
        outliving.begin(Outliving.LAUNCHER);

        assertThat(calls).containsExactly("lost", "join next");
        assertThatThrownBy(() -> outliving.join(NEXT, "third", 1)).hasMessageContaining("has a host that lives");
    }
}
