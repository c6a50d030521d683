package io.thriftplugins.example.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.example.snippets.supervision.SteadyHost;
import io.thriftplugins.server.LoadedPlugin;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.PluginWatch;
import io.thriftplugins.server.ThriftPluginsLoader;
import io.thriftplugins.server.ThriftPluginsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@DisplayName("The program in docs/supervision.md")
class SupervisionPageTest {

    @TempDir
    Path folder;

    @Test
    @DisplayName("is that of this module to the letter")
    void shown() throws IOException {
        assertThat(PageJar.page("supervision.md")).contains(PageJar.programs("supervision/SteadyHost"));
    }

    @Test
    @ResourceLock(Resources.SYSTEM_OUT)
    @DisplayName("restarts, replaces and watches plugins")
    void run() throws IOException {
        Path jar = PageJar.write(folder, GreetingPlugin.class);
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (ThriftPluginsServer server = ThriftPluginsServer.builder()
                        .function("user_name(): string", call -> "Ada")
                        .listener(SteadyHost::log)
                        .build()
                        .start();
                ThriftPluginsLoader loader = SteadyHost.loader(server);
                PluginWatch watch = SteadyHost.watch(loader, folder)) {
            LoadedPlugin plugin = loader.load(PluginSource.jar(jar));
            ProcessHandle process = ProcessHandle.of(plugin.pid().orElseThrow()).orElseThrow();
            process.destroyForcibly();
            process.onExit().join();

            assertThat(plugin.call("greet", "World")).isEqualTo("Hello World");
            assertThat(SteadyHost.update(plugin, jar)).isTrue();

            assertThat(plugin.call("greet", "World")).isEqualTo("Hello World");
            assertThat(SteadyHost.update(plugin, folder.resolve("missing.jar"))).isFalse();
            assertThat(watch.plugins()).hasSize(1);
            await("the end of the old version")
                    .until(() -> printed.toString(StandardCharsets.UTF_8).contains("Was: "));
        } finally {
            System.setOut(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains(": LOADED")
                .contains(" is RESTARTING, restart 1, in PT")
                .contains("Was: ");
    }
}
