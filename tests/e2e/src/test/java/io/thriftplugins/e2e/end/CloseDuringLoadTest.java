package io.thriftplugins.e2e.end;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.OwnThread;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.Processes;
import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.server.PluginSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Uses a shell script")
@DisplayName("Closing while a plugin loads (checklist 39)")
final class CloseDuringLoadTest {

    private static final String BEFORE_REGISTRATION = "before it registers";
    private static final String BEFORE_READY = "before it is ready";

    private final CompletableFuture<Long> started = new CompletableFuture<>();

    @TempDir
    private Path directory;

    private TestHost host;

    @BeforeEach
    void start() {
        host = TestHost.start(
                TestHost.PIPE,
                options -> options.function("started(pid: integer)", call -> {
                    started.complete(call.getLong("pid"));
                    return null;
                }));
        host.configure(EndPlugin.MODE, EndPlugin.HANG_AT_START);
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {BEFORE_REGISTRATION, BEFORE_READY})
    @DisplayName("the loader: the load fails as closed, the process is gone when close returns (checklist 39)")
    void loader(String when) throws Exception {
        PluginSource source = source(when);
        CompletableFuture<PluginException> load = CompletableFuture.supplyAsync(() -> failure(source), OwnThread.EACH);
        long pid = pid(when);

        host.loader().close();

        assertThat(Processes.isAlive(pid)).isFalse();
        assertThat(load.get(20, TimeUnit.SECONDS).code()).isEqualTo(ErrorCode.CLOSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {BEFORE_REGISTRATION, BEFORE_READY})
    @DisplayName("the loader with a load in the background: the same (checklist 39)")
    void loaderInTheBackground(String when) throws Exception {
        var load = host.loader().loadAsync(source(when));
        long pid = pid(when);

        host.loader().close();

        assertThat(Processes.isAlive(pid)).isFalse();
        assertThat(Errors.in(load).code()).isEqualTo(ErrorCode.CLOSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {BEFORE_REGISTRATION, BEFORE_READY})
    @DisplayName("the server: the load fails as closed, the process is gone when close returns (checklist 39)")
    void server(String when) throws Exception {
        PluginSource source = source(when);
        CompletableFuture<PluginException> load = CompletableFuture.supplyAsync(() -> failure(source), OwnThread.EACH);
        long pid = pid(when);

        host.server().close();

        assertThat(Processes.isAlive(pid)).isFalse();
        assertThat(load.get(20, TimeUnit.SECONDS).code()).isEqualTo(ErrorCode.CLOSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {BEFORE_REGISTRATION, BEFORE_READY})
    @DisplayName("the load alone, by cancelling it: the process ends, the next load works (checklist 39)")
    void cancel(String when) throws Exception {
        var load = host.loader().loadAsync(source(when));
        long pid = pid(when);

        load.cancel(true);

        Processes.awaitGone(pid);
        await().until(() -> host.server().plugins().isEmpty());
        nextLoadWorks();
    }

    @ParameterizedTest
    @ValueSource(strings = {BEFORE_REGISTRATION, BEFORE_READY})
    @DisplayName("the load alone, by an interrupt: the process ends, the next load works (checklist 39)")
    void interrupt(String when) throws Exception {
        PluginSource source = source(when);
        CompletableFuture<PluginException> load = new CompletableFuture<>();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            load.complete(failure(source));
            flag.complete(Thread.currentThread().isInterrupted());
        });
        thread.start();
        long pid = pid(when);

        thread.interrupt();

        assertThat(load.get(20, TimeUnit.SECONDS).code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(flag.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(Processes.isAlive(pid)).isFalse();
        thread.join();
        nextLoadWorks();
    }

    @Test
    @DisplayName("many loads in the background, cancelled at any moment: no plugin is left (checklist 39)")
    void cancelAtAnyMoment() throws IOException {
        host.configure(EndPlugin.MODE, null);
        PluginSource source = PluginSource.jarInHost(PluginJars.write(directory, EndPlugin.class));
        for (int i = 0; i < 40; i++) {
            int progress = i % 4;
            int before = host.states(source.name()).size();
            var load = host.loader().loadAsync(source);
            await().pollInterval(Duration.ofMillis(1))
                    .until(() -> host.states(source.name()).size() >= before + progress);
            boolean cancelled = load.cancel(true);
            if (!cancelled) {
                load.join().close();
            }
        }

        await().atMost(Duration.ofSeconds(20))
                .until(() -> host.server().plugins().isEmpty());
    }

    private void nextLoadWorks() throws IOException {
        host.configure(EndPlugin.MODE, null);
        Path other = Files.createDirectory(directory.resolve("next"));
        assertThat(host.load(PluginJars.source(other, EndPlugin.class)).call("add", 1, 2))
                .isEqualTo(3L);
    }

    private PluginException failure(PluginSource source) {
        return Errors.of(() -> host.load(source));
    }

    private PluginSource source(String when) throws IOException {
        if (when.equals(BEFORE_READY)) {
            return PluginJars.source(directory, EndPlugin.class);
        }
        Path script = directory.resolve("silent-plugin");
        Files.writeString(script, "#!/bin/sh\necho $$ > '" + directory.resolve("pid") + "'\nexec sleep 600\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return PluginSource.executable(script);
    }

    /** The process, as soon as it has come so far. */
    private long pid(String when) throws Exception {
        return when.equals(BEFORE_READY)
                ? started.get(40, TimeUnit.SECONDS)
                : Processes.pidIn(directory.resolve("pid"));
    }
}
