package io.thriftplugins.e2e.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.PluginHandle;
import io.thriftplugins.e2e.support.HostLog;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.Plugins;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.server.PluginSource;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.Level;

@ExtendWith(LeakCheck.class)
class OutputTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    @DisplayName("Garbage on stdout is harmless, and logged (checklist 17)")
    void garbage(Transport transport) throws Exception {
        // What would be a frame of the protocol, and bytes that are no text.
        Path script = Plugins.script(
                directory.resolve("garbage"),
                "printf '\\000\\000\\000\\030\\200\\001\\000\\002\\000\\000\\000\\013PluginReady'",
                "printf '\\000\\000\\000\\001\\000\\n'",
                "head -c 100000 /dev/urandom",
                "printf '\\n--token=x\\nREADY\\n'",
                "exec '" + Plugins.java() + "' -XX:TieredStopAtLevel=1 -cp '" + System.getProperty("java.class.path")
                        + "' io.thriftplugins.e2e.support.stranger.Stranger \"$@\"");
        try (HostLog log = HostLog.ofPlugin("garbage", Level.TRACE);
                TestHost host = TestHost.start(transport)) {
            PluginHandle plugin = host.load(host.marked(PluginSource.executable(script)));

            assertThat(plugin.call("echo", "text")).isEqualTo("text");
            Awaitility.await().until(() -> log.has(Level.TRACE, "READY"));
            assertThat(log.has(Level.TRACE, "PluginReady")).isTrue();
        }
    }
}
