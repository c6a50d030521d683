package io.thriftplugins.e2e.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginEvent;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.Plugins;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class EventsTest {

    @Test
    @DisplayName("Listeners hear all states in order, with handle and failure; one that throws hinders nobody")
    void states() throws Exception {
        List<PluginState> heard = Collections.synchronizedList(new ArrayList<>());
        try (TestHost host = TestHost.start(
                Transport.PIPE,
                server -> server.listener(event -> {
                            throw new IllegalStateException("a listener that fails");
                        })
                        .listener(event -> heard.add(event.state())))) {
            PluginHandle plugin = host.load(Plugins.probe(host, "p"));
            plugin.close();
            host.awaitEvent("p", PluginState.STOPPED);

            List<PluginEvent> events = host.events("p");
            assertThat(events)
                    .extracting(PluginEvent::state)
                    .containsExactly(
                            PluginState.LAUNCHED,
                            PluginState.REGISTERED,
                            PluginState.READY,
                            PluginState.STOPPING,
                            PluginState.STOPPED);
            assertThat(events.get(0).handle()).isNull();
            assertThat(events.subList(1, 5)).allMatch(event -> plugin.equals(event.handle()));
            assertThat(events).allMatch(event -> event.failure() == null);
            // This listener comes last.
            Awaitility.await().untilAsserted(() -> assertThat(heard).hasSize(5));
        }
    }

    @Test
    @DisplayName("A plugin that dies is FAILED, with the reason, and its handle says the same")
    void death() throws Exception {
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            PluginHandle plugin = host.load(Plugins.probe(host, "p"));

            ProcessHandle.of(plugin.pid().orElseThrow()).orElseThrow().destroyForcibly();

            PluginEvent event = host.awaitEvent("p", PluginState.FAILED);
            assertThat(event.handle()).isSameAs(plugin);
            assertThat(Objects.requireNonNull(event.failure()).code()).isEqualTo(ErrorCode.PLUGIN_ENDED);
            assertThat(event.failure()).hasMessageContaining("SIGKILL");
            assertThat(plugin.ended().get(10, TimeUnit.SECONDS).signal()).isEqualTo("SIGKILL");
            assertThat(plugin.state()).isEqualTo(PluginState.FAILED);
            assertThat(host.events("p").get(host.events("p").size() - 1)).isEqualTo(event);
        }
    }
}
