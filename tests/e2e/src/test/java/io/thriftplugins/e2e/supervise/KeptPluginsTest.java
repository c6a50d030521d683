package io.thriftplugins.e2e.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.OwnThread;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.Plugins;
import io.thriftplugins.server.LoadedPlugin;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.ThriftPluginsLoader;
import io.thriftplugins.server.ThriftPluginsServer;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The other tests' host keeps the handles of all events. */
@ExtendWith(LeakCheck.class)
@DisplayName("A loader that goes on")
final class KeptPluginsTest {

    private final CompletableFuture<Long> starting = new CompletableFuture<>();

    @TempDir
    private Path directory;

    @Test
    @DisplayName("keeps nothing of a plugin that was stopped while a replacement was on its way (checklist 40)")
    void replacementOnItsWay() throws Exception {
        try (ThriftPluginsServer server = ThriftPluginsServer.builder()
                        .function("starting(pid: integer): boolean", call -> {
                            starting.complete(call.getLong("pid"));
                            new CountDownLatch(1).await();
                            return true;
                        })
                        .build()
                        .start();
                ThriftPluginsLoader loader = ThriftPluginsLoader.of(server)) {
            WeakReference<LoadedPlugin> plugin = stopWhileReplaced(loader);

            await().atMost(Duration.ofSeconds(30)).until(() -> {
                System.gc();
                return plugin.get() == null;
            });
        }
    }

    /** In a method of its own, so that no variable keeps anything. */
    private WeakReference<LoadedPlugin> stopWhileReplaced(ThriftPluginsLoader loader) throws Exception {
        PluginSource source = PluginSource.jar(PluginJars.write(directory, PhoenixPlugin.class, Phoenix.class))
                .withJavaOptions(Plugins.fastJvm());
        LoadedPlugin plugin = loader.load(source.withRestart(PhoenixHost.LATER));
        PhoenixHost.kill(plugin);
        PhoenixHost.awaitPause(plugin);
        PluginSource slow = source.withJavaOptions(List.of("-D" + PhoenixPlugin.START + "=starting"));
        var replacement = CompletableFuture.supplyAsync(
                () -> Errors.of(() -> plugin.replaceWith(slow)).code(), OwnThread.EACH);
        starting.get(30, TimeUnit.SECONDS);

        plugin.close();

        assertThat(replacement.get(20, TimeUnit.SECONDS)).isEqualTo(ErrorCode.CLOSED);
        return new WeakReference<>(plugin);
    }
}
