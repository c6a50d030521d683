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

    private Outliving outliving(Duration giveUpAfter) {
        Outliving[] self = new Outliving[1];
        self[0] = new Outliving("plugin", giveUpAfter, "secret", new Outliving.Hosts() {
            @Override
            public void look() {}

            @Override
            public void lost(PluginException reason) {
                calls.add("lost");
            }

            @Override
            public void join(Endpoint endpoint, String token, long pid) {
                calls.add("join " + token);
            }

            @Override
            public void watch(long pid) {
                if (gone) {
                    self[0].begin(gaveUp::countDown);
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
        outliving.begin(gaveUp::countDown);
        gone = true;

        outliving.join(NEXT, "first", 1);

        assertThat(calls).containsExactly("lost", "join first", "lost");
        assertThat(gaveUp.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @DisplayName("whose next host died in the moment of the take-over can be taken over again")
    void again() {
        Outliving outliving = outliving(Duration.ofMinutes(1));
        outliving.begin(gaveUp::countDown);
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
        outliving.begin(gaveUp::countDown);
        await().until(() -> gaveUp.getCount() == 0);

        assertThatThrownBy(() -> outliving.join(NEXT, "late", 1))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("and ends");
        assertThat(calls).containsExactly("lost");
    }
}
