package io.thriftplugins.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.thriftplugins.PluginException;
import io.thriftplugins.spi.PluginRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarRunnerTest {

    private static final List<String> ARGUMENTS =
            List.of("--server-endpoint=net.pipe://127.0.0.1/x", "--token=t", "--log-level=Error");

    @TempDir
    Path directory;

    @Test
    void is_found_as_a_service() {
        JarRunnerTest.class.getModule().addUses(PluginRunner.class);
        assertThat(ServiceLoader.load(PluginRunner.class, JarRunner.class.getClassLoader()))
                .hasAtLeastOneElementOfType(JarRunner.class);
    }

    @Test
    void runs_a_plugin_in_a_daemon_thread_named_after_it_until_stopped() throws Exception {
        FakeClient client = FakeClient.untilStopped();
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        PluginRunner.Running running = new JarRunner(client::of, null).runHere(plugin("result = null;"), ARGUMENTS);
        CompletableFuture<Void> ended = running.ended().toCompletableFuture();
        assertThat(client.arguments.token()).isEqualTo("t");
        assertThat(ended).isNotDone();
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);

        running.stop();
        running.stop();
        assertThat(ended.get(10, TimeUnit.SECONDS)).isNull();
        assertThat(client.thread.getName()).isEqualTo("my-plugin");
        assertThat(client.thread.isDaemon()).isTrue();
        assertThat(client.contextClassLoader).isNotSameAs(before);
        client.thread.join(10_000);
        assertThat(client.thread.isAlive()).isFalse();
    }

    @Test
    void tells_how_a_plugin_failed() throws Exception {
        Path plugin = plugin("result = null;");

        assertThat(failure(plugin, new FakeClient(() -> 1)))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("exit code 1");
        IOException io = new IOException("gone");
        assertThat(failure(plugin, new FakeClient(() -> {
                    throw io;
                })))
                .isSameAs(io);
        assertThat(failure(plugin, new FakeClient(() -> {
                    throw new NoClassDefFoundError("org/lib/Late");
                })))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("org.lib.Late");
    }

    @Test
    void fails_at_once_if_there_is_no_plugin() throws Exception {
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> new JarRunner().runHere(directory.resolve("none.jar"), ARGUMENTS))
                .withMessageContaining("There is no file");
        Path broken = plugin("if (true) throw new Exception(\"no\"); result = null;");
        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> new JarRunner().runHere(broken, ARGUMENTS))
                .withMessageContaining("can't be made: java.lang.Exception: no");
    }

    private static Throwable failure(Path plugin, FakeClient client) {
        CompletableFuture<Void> ended = new JarRunner(client::of, null)
                .runHere(plugin, ARGUMENTS)
                .ended()
                .toCompletableFuture();
        return catchThrowable(() -> ended.get(10, TimeUnit.SECONDS)).getCause();
    }

    private Path plugin(String constructorCode) throws IOException {
        return new TestJar(directory.resolve("my-plugin.jar"))
                .service("example.Main")
                .plugin(constructorCode)
                .build();
    }
}
