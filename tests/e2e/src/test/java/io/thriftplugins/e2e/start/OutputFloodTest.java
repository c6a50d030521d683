package io.thriftplugins.e2e.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.PluginHandle;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.Plugins;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("It measures the heap of the whole JVM.")
@ExtendWith(LeakCheck.class)
class OutputFloodTest {

    /** What the plugin writes to each stream is 100 MiB. */
    private static final long TOO_MUCH = 32 << 20;

    @Test
    @DisplayName("100 MB without a line end on both streams: no hang and no memory growth (checklist 18)")
    void flood() throws Exception {
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            PluginHandle calm = host.load(Plugins.probe(host, "calm"));
            long before = usedMemory();

            PluginHandle plugin = host.load(Plugins.probe(host, "flood", "-Dprobe.start=flood"));
            var flooded = plugin.callAsync(
                    io.thriftplugins.CallRequest.of("await_flood").withTimeout(Duration.ofSeconds(50)));
            long sum = 0;
            while (!flooded.isDone()) {
                sum = (long) plugin.call("add", sum, 1);
                calm.call("add", sum, 1);
            }

            assertThat(flooded.join()).isEqualTo(true);
            assertThat(sum).isPositive();
            assertThat(usedMemory() - before).isLessThan(TOO_MUCH);
            plugin.close();
            assertThat(plugin.ended().join().stderrTail().toString().length()).isLessThan(1 << 20);
        }
    }

    /** What tests before this one have left may need more than one look to go. */
    private static long usedMemory() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
