package io.thriftplugins.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.PluginEvent;
import io.thriftplugins.PluginState;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Listeners")
final class EventQueueTest {

    @Test
    @DisplayName("are told whatever the one before them throws, in the order of the events")
    void failing() throws Exception {
        BlockingQueue<PluginState> told = new LinkedBlockingQueue<>();
        try (EventQueue events = new EventQueue(List.of(
                event -> {
                    throw new AssertionError("An error of a listener, on purpose");
                },
                event -> {
                    throw new IllegalStateException("An exception of a listener, on purpose");
                },
                event -> told.add(event.state())))) {
            events.fire(new PluginEvent("plugin", PluginState.LAUNCHED, null, null));
            events.fire(new PluginEvent("plugin", PluginState.READY, null, null));

            assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(PluginState.LAUNCHED);
            assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(PluginState.READY);
        }
    }
}
