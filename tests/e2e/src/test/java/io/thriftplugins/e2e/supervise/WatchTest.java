package io.thriftplugins.e2e.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginState;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.Plugins;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.server.LoadedPlugin;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.PluginWatch;
import io.thriftplugins.server.ThriftPluginsLoader;
import io.thriftplugins.server.WatchBuilder;
import io.thriftplugins.server.WatchEvent;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LeakCheck.class)
@DisplayName("A watched directory")
final class WatchTest {

    private final BlockingQueue<WatchEvent> events = new LinkedBlockingQueue<>();
    private final AtomicReference<String> version = new AtomicReference<>("1");

    @TempDir
    private Path directory;

    @TempDir
    private Path elsewhere;

    @ParameterizedTest
    @EnumSource
    @DisplayName("has its plugins loaded, and replaced behind the same handle when their files change")
    void changed(Transport transport) throws Exception {
        put("phoenix.jar");
        try (TestHost host = TestHost.start(transport);
                PluginWatch watch = watch(host).start()) {
            LoadedPlugin plugin = watch.plugins().get(0);
            assertThat(next()).isEqualTo(new WatchEvent(WatchEvent.Kind.LOADED, "phoenix", plugin, null));
            assertThat(plugin.call("version")).isEqualTo("1");
            version.set("2");

            put("phoenix.jar");

            assertThat(next()).isEqualTo(new WatchEvent(WatchEvent.Kind.REPLACED, "phoenix", plugin, null));
            assertThat(plugin.call("version")).isEqualTo("2");
            assertThat(watch.plugins()).containsExactly(plugin);
        }
    }

    @Test
    @DisplayName("with a newer version beside the old one has the plugin replaced by that")
    void newerVersion() throws Exception {
        put("phoenix-1.0.jar");
        try (TestHost host = TestHost.start(Transport.PIPE);
                PluginWatch watch = watch(host).start()) {
            LoadedPlugin plugin = Objects.requireNonNull(next().plugin());
            version.set("2");

            put("phoenix-2.0.jar");

            assertThat(next().kind()).isEqualTo(WatchEvent.Kind.REPLACED);
            assertThat(plugin.call("version")).isEqualTo("2");
            assertThat(plugin.source().version()).contains("2.0");
            assertThat(watch.plugins()).containsExactly(plugin);
        }
    }

    @Test
    @DisplayName("leaves a plugin as it is whose new file is broken, and takes the next one that works")
    void broken() throws Exception {
        put("phoenix.jar");
        try (TestHost host = TestHost.start(Transport.PIPE);
                PluginWatch watch = watch(host).start()) {
            LoadedPlugin plugin = Objects.requireNonNull(next().plugin());
            move(Files.writeString(elsewhere.resolve("broken"), "half a JAR"), "phoenix.jar");

            WatchEvent failed = next();

            assertThat(failed.kind()).isEqualTo(WatchEvent.Kind.FAILED);
            assertThat(failed.plugin()).isSameAs(plugin);
            assertThat(Objects.requireNonNull(failed.failure()).code()).isEqualTo(ErrorCode.LAUNCH_FAILED);
            assertThat(failed.failure()).hasMessageContaining("phoenix.jar");
            assertThat(plugin.call("version")).isEqualTo("1");
            version.set("3");
            put("phoenix.jar");
            assertThat(next().kind()).isEqualTo(WatchEvent.Kind.REPLACED);
            assertThat(plugin.call("version")).isEqualTo("3");
            assertThat(watch.plugins()).containsExactly(plugin);
        }
    }

    @Test
    @DisplayName("has what is added loaded, and what is removed stopped")
    void addedAndRemoved() throws Exception {
        try (TestHost host = TestHost.start(Transport.PIPE);
                PluginWatch watch = watch(host).start()) {
            assertThat(watch.plugins()).isEmpty();
            put("phoenix.jar");
            WatchEvent loaded = next();
            assertThat(loaded.kind()).isEqualTo(WatchEvent.Kind.LOADED);
            LoadedPlugin plugin = Objects.requireNonNull(loaded.plugin());

            Files.delete(directory.resolve("phoenix.jar"));

            assertThat(next()).isEqualTo(new WatchEvent(WatchEvent.Kind.STOPPED, "phoenix", plugin, null));
            assertThat(plugin.state()).isEqualTo(PluginState.STOPPED);
            assertThat(watch.plugins()).isEmpty();
        }
    }

    @Test
    @DisplayName("with a lib that others use has a removed plugin stopped once, whatever happens to that lib")
    void sharedLib() throws Exception {
        Path library = Files.createDirectory(directory.resolve("lib")).resolve("library.txt");
        Files.writeString(library, "1");
        put("phoenix.jar");
        try (TestHost host = TestHost.start(Transport.PIPE);
                PluginWatch watch = watch(host).start()) {
            assertThat(next().kind()).isEqualTo(WatchEvent.Kind.LOADED);
            put("other.jar");
            assertThat(next().kind()).isEqualTo(WatchEvent.Kind.LOADED);
            Files.delete(directory.resolve("phoenix.jar"));
            assertThat(next().kind()).isEqualTo(WatchEvent.Kind.STOPPED);

            Files.writeString(library, "2");

            assertThat(next())
                    .extracting(WatchEvent::kind, WatchEvent::pluginName)
                    .containsExactly(WatchEvent.Kind.REPLACED, "other");
            assertThat(events).isEmpty();
            assertThat(watch.plugins()).hasSize(1);
        }
    }

    @Test
    @DisplayName("keeps what is removed, if told so, while it goes on to load what is added")
    void keepsRemoved() throws Exception {
        put("phoenix.jar");
        try (TestHost host = TestHost.start(Transport.PIPE);
                PluginWatch watch = watch(host).keepRemoved().start()) {
            LoadedPlugin removed = Objects.requireNonNull(next().plugin());

            // By the time that the second one is there, what is to be done with the first one has been begun.
            Files.delete(directory.resolve("phoenix.jar"));
            put("ash.jar");

            WatchEvent loaded = next();
            assertThat(loaded.kind()).isEqualTo(WatchEvent.Kind.LOADED);
            assertThat(loaded.pluginName()).isEqualTo("ash");
            assertThat(removed.state()).isEqualTo(PluginState.READY);
            assertThat(removed.call("version")).isEqualTo("1");
            assertThat(watch.plugins()).containsExactlyInAnyOrder(removed, loaded.plugin());
            assertThat(events).isEmpty();
        }
    }

    @Test
    @DisplayName("has what was there before the time to settle loaded at once, and nothing before it has settled")
    void settledAtStart() throws Exception {
        put("phoenix.jar");
        Files.setLastModifiedTime(
                directory.resolve("phoenix.jar"), FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            PluginWatch old = watch(host).settledFor(Duration.ofMinutes(30)).start();
            assertThat(old.plugins()).hasSize(1);
            old.close();
            old.plugins().get(0).close();

            put("phoenix.jar");
            Instant written =
                    Files.getLastModifiedTime(directory.resolve("phoenix.jar")).toInstant();
            Duration settled = Duration.ofSeconds(1);
            AtomicReference<Instant> loadedAt = new AtomicReference<>(written);
            try (PluginWatch young = watch(host)
                    .settledFor(settled)
                    .sources(source -> {
                        loadedAt.set(Instant.now());
                        return fast(host, source);
                    })
                    .start()) {
                assertThat(young.plugins()).hasSize(1);
                // Both clocks tell milliseconds at best.
                assertThat(loadedAt.get()).isAfter(written.plus(settled).minusMillis(20));
            }
        }
    }

    @Test
    @DisplayName("is watched no more when the watch or the loader is closed")
    void closed() throws Exception {
        put("phoenix.jar");
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            PluginWatch watch = watch(host).start();
            LoadedPlugin plugin = Objects.requireNonNull(next().plugin());
            PluginWatch other = host.loader().watch(elsewhere).start();

            watch.close();
            Files.delete(directory.resolve("phoenix.jar"));
            host.loader().close();

            assertThat(plugin.state()).isEqualTo(PluginState.STOPPED);
            assertThat(other.plugins()).isEmpty();
            assertThat(events).isEmpty();
        }
    }

    @Test
    @DisplayName("that can't be read fails at once, and nothing is kept of the attempt; nor does a closed loader watch")
    void unreadable() throws Exception {
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            WeakReference<?> kept = failToWatch(host.loader());
            await().until(() -> {
                System.gc();
                return kept.get() == null;
            });

            host.loader().close();
            PluginWatch late = watch(host).start();
            put("phoenix.jar");

            assertThat(events.poll(500, TimeUnit.MILLISECONDS)).isNull();
            late.close();
        }
    }

    /** In a method of its own, so that no variable keeps anything. */
    private WeakReference<?> failToWatch(ThriftPluginsLoader loader) {
        Consumer<WatchEvent> listener = events::add;
        WatchBuilder watch = loader.watch(directory.resolve("missing")).listener(listener);
        assertThat(Errors.of(watch::start).code()).isEqualTo(ErrorCode.LAUNCH_FAILED);
        return new WeakReference<>(listener);
    }

    private WatchBuilder watch(TestHost host) {
        return host.loader()
                .watch(directory)
                .every(Duration.ofMillis(20))
                .settledFor(Duration.ofMillis(100))
                .sources(source -> fast(host, source))
                .listener(events::add);
    }

    private PluginSource fast(TestHost host, PluginSource source) {
        return host.marked(source)
                .withJavaOptions(Plugins.fastJvm())
                .withJavaOptions(List.of("-D" + PhoenixPlugin.VERSION + "=" + version.get()));
    }

    /** What the watch has done next. */
    private WatchEvent next() throws InterruptedException {
        return Objects.requireNonNull(events.poll(40, TimeUnit.SECONDS), "nothing was done");
    }

    private void put(String name) throws IOException {
        move(PluginJars.write(elsewhere, PhoenixPlugin.class, Phoenix.class), name);
    }

    private void move(Path file, String name) throws IOException {
        Files.move(file, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
}
