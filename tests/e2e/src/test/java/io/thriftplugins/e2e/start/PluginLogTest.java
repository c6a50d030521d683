package io.thriftplugins.e2e.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.LogLevel;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.e2e.support.HostLog;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.Plugins;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.Level;

@ExtendWith(LeakCheck.class)
class PluginLogTest {

    @ParameterizedTest
    @EnumSource
    @DisplayName("What a plugin logs and prints arrives in the host's log, under its name and at its level")
    void logs(Transport transport) throws Exception {
        try (HostLog log = HostLog.ofPlugin("talker", Level.TRACE);
                TestHost host = TestHost.start(transport)) {
            PluginHandle plugin = host.load(Plugins.probe(host, "talker"));

            plugin.call("log", "com.example.Talker", "{} with braces äöü 日本 😀");
            plugin.call("log_critical", "the end is near");
            plugin.call("print", "printed äöü 日本 😀");

            Awaitility.await().untilAsserted(() -> {
                for (Level level : Level.values()) {
                    String text = level.name().toLowerCase(java.util.Locale.ROOT) + " {} with braces äöü 日本 😀";
                    assertThat(log.lines())
                            .filteredOn(line -> line.message().contains(text))
                            .singleElement()
                            .matches(line -> line.level() == level)
                            .matches(line -> line.message().contains("Talker"));
                }
                assertThat(log.has(Level.ERROR, "with a cause")).isTrue();
                assertThat(log.has(Level.ERROR, "the end is near")).isTrue();
                assertThat(log.has(Level.TRACE, "printed äöü 日本 😀"))
                        .as("stdout")
                        .isTrue();
                assertThat(log.has(Level.ERROR, "printed äöü 日本 😀"))
                        .as("stderr")
                        .isTrue();
            });
            plugin.close();
            assertThat(log.has(Level.INFO, "stopped"))
                    .as("logged at the very end")
                    .isTrue();
            assertThat(log.lines()).noneMatch(line -> line.message().contains("SLF4J"));
        }
    }

    @Test
    @DisplayName("A plugin logs what the host's logger records when it registers, no more")
    void level() throws Exception {
        try (HostLog log = HostLog.ofPlugin("quiet", Level.WARN);
                TestHost host = TestHost.start(Transport.PIPE, server -> server.version("4.5"))) {
            PluginHandle plugin = host.load(Plugins.probe(host, "quiet"));
            assertThat(plugin.call("host_version")).isEqualTo("4.5/WARNING");
            plugin.call("log", "Quiet", "message");
            plugin.close();
            assertThat(log.lines()).hasSize(2).allMatch(line -> line.level().toInt() >= Level.WARN.toInt());
        }
    }

    @Test
    @DisplayName("The least level can be set for all plugins; a quiet end logs no error")
    void levelByChoice() throws Exception {
        try (HostLog log = HostLog.ofPlugin("chosen", Level.TRACE);
                TestHost host = TestHost.start(Transport.PIPE, server -> server.minLogLevel(LogLevel.ERROR))) {
            PluginHandle plugin = host.load(Plugins.probe(host, "chosen"));
            assertThat(plugin.call("host_version")).isEqualTo("/ERROR");
            plugin.call("log", "Chosen", "message");
            plugin.close();
            assertThat(log.lines().stream().filter(line -> line.message().contains("message")))
                    .singleElement()
                    .matches(line -> line.level() == Level.ERROR);
            assertThat(log.lines().stream().filter(line -> line.level() == Level.ERROR))
                    .hasSize(1);
        }
    }
}
