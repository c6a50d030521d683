package io.thriftplugins.example.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.PluginHandle;
import io.thriftplugins.example.snippets.attach.RestartedHost;
import io.thriftplugins.example.snippets.attach.WaitingHost;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.ServerBuilder;
import io.thriftplugins.server.ThriftPluginsLoader;
import io.thriftplugins.server.ThriftPluginsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@DisabledOnOs(OS.WINDOWS)
@DisplayName("The programs in docs/attach.md")
class AttachPageTest {

    @TempDir
    Path folder;

    /** A host that has the plugin, says which process it is, and exits without a word to it: JAR FILE. */
    public static final class ShortHost {

        private ShortHost() {}

        public static void main(String[] args) throws IOException {
            ThriftPluginsServer server = server().build().start();
            PluginHandle plugin = RestartedHost.plugin(
                    ThriftPluginsLoader.of(server), PluginSource.jar(Path.of(args[0])), Path.of(args[1]));
            System.out.println(plugin.call("greet", "you") + " " + plugin.pid().orElseThrow());
            System.exit(0);
        }
    }

    private static ServerBuilder server() {
        return ThriftPluginsServer.builder().function("user_name(): string", call -> "Ada");
    }

    private static Process java(String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp"));
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(main);
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    @DisplayName("are those of this module to the letter")
    void shown() throws IOException {
        assertThat(PageJar.page("attach.md")).contains(PageJar.programs("attach/WaitingHost", "attach/RestartedHost"));
    }

    @Test
    @ResourceLock(Resources.SYSTEM_OUT)
    @DisplayName("wait for a plugin that is started by hand")
    void byHand() throws Exception {
        Path jar = PageJar.write(folder, GreetingPlugin.class);
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        Process plugin = null;
        try (ThriftPluginsServer server = server().build().start()) {
            CompletableFuture<PluginHandle> handle = new CompletableFuture<>();
            new Thread(() -> handle.complete(WaitingHost.await(server))).start();
            await().until(() -> printed.toString(StandardCharsets.UTF_8).endsWith("\n"));
            String[] words = printed.toString(StandardCharsets.UTF_8).strip().split(" ");

            plugin = java("io.thriftplugins.runner.RunnerMain", "--plugin=" + jar, words[0], words[1]);

            assertThat(handle.get(40, TimeUnit.SECONDS).call("greet", "World")).isEqualTo("Hello World");
            handle.join().close();
            assertThat(plugin.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            System.setOut(before);
            if (plugin != null) {
                plugin.destroyForcibly();
            }
        }
    }

    @Test
    @DisplayName("have the same plugin again after a restart, and another one when it has ended")
    void again() throws Exception {
        Path jar = PageJar.write(folder, GreetingPlugin.class);
        Path file = folder.resolve("attachment");

        String first = run(jar, file);
        String second = run(jar, file);

        assertThat(first).startsWith("Hello you ").isEqualTo(second);
        long pid = Long.parseLong(first.substring(first.lastIndexOf(' ') + 1));
        try (ThriftPluginsServer server = server().build().start();
                ThriftPluginsLoader loader = ThriftPluginsLoader.of(server)) {
            PluginHandle same = RestartedHost.plugin(loader, PluginSource.jar(jar), file);
            assertThat(same.pid()).hasValue(pid);
            same.close();
            PluginHandle another = RestartedHost.plugin(loader, PluginSource.jar(jar), file);
            assertThat(another.pid().orElseThrow()).isNotEqualTo(pid);
        } finally {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private static String run(Path jar, Path file) throws Exception {
        Process host = java(ShortHost.class.getName(), jar.toString(), file.toString());
        try {
            assertThat(host.waitFor(40, TimeUnit.SECONDS)).isTrue();
            return new String(host.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } finally {
            host.destroyForcibly();
        }
    }
}
