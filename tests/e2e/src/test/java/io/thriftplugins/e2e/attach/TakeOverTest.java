package io.thriftplugins.e2e.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.PluginAttachment;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import io.thriftplugins.RemoteObject;
import io.thriftplugins.ServedObject;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.Jvm;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.Processes;
import io.thriftplugins.e2e.kit.Reused;
import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.server.Grants;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs({OS.LINUX, OS.MAC})
@DisplayName("A plugin that was told to outlive its host")
final class TakeOverTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private OutlivedHost first;
    private long pid;

    @AfterEach
    void kill() throws Exception {
        if (first != null) {
            first.close();
        }
        if (pid != 0) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            Processes.awaitGone(pid);
        }
    }

    private PluginAttachment start(String transport, Duration giveUpAfter) throws IOException {
        first = new OutlivedHost(directory, transport, giveUpAfter);
        pid = first.pluginPid();
        return first.attachment();
    }

    private static TestHost second(String transport) {
        return TestHost.start(transport, options -> options.function("name(): string", call -> "second"));
    }

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("is taken over when that was killed: the same process with its state, calls and objects in both ways")
    void takenOver(String transport) throws Exception {
        PluginAttachment attachment = start(transport, LONG);
        assertThat(attachment.toString()).doesNotContain(attachment.secret());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first.file())))
                .isEqualTo("rw-------");
        first.kill();

        await().atMost(Duration.ofSeconds(10))
                .until(() -> Files.exists(first.report()) && Files.size(first.report()) > 0);
        assertThat(first.report()).content().startsWith("HOST_GONE").contains("waits for another one until");
        try (TestHost host = second(transport)) {
            PluginHandle plugin = host.loader().takeOver(attachment);

            assertThat(plugin.name()).isEqualTo("CounterPlugin");
            assertThat(plugin.pid()).hasValue(pid);
            assertThat(plugin.call("pid")).isEqualTo(pid);
            assertThat(plugin.call("count")).as("its state").isEqualTo(3L);
            assertThat(plugin.call("host_name")).isEqualTo("second");
            RemoteObject object = (RemoteObject) Objects.requireNonNull(plugin.call("object"));
            assertThat(object.call("answer")).isEqualTo(42L);
            plugin.call(
                    "keep",
                    ServedObject.builder("mine")
                            .function("name(): string", call -> "mine")
                            .build());
            assertThat(plugin.call("use_kept")).isEqualTo("mine");
            assertThat(plugin.attachment()).contains(attachment);
            long child = (Long) Objects.requireNonNull(plugin.call("spawn"));

            assertThat(plugin.stop(StopPolicy.within(Duration.ofSeconds(20)))).isEqualTo(StopResult.GRACEFUL);
            assertThat(plugin.state()).isEqualTo(PluginState.STOPPED);
            Processes.awaitGone(pid);
            Processes.awaitGone(child);
            assertNoSocket(attachment.endpoint());
        }
    }

    @Test
    @DisplayName("can be taken over again when the second host is gone, too; handles of hosts before are void")
    void twice() throws Exception {
        PluginAttachment attachment = start(TestHost.PIPE, LONG);
        PluginHandle old;
        first.kill();
        List<String> command = Jvm.command(SecondHost.class);
        command.addAll(List.of(TestHost.PIPE, first.file().toString()));
        Process second = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(second.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("3");
            first.alsoLeft(lines.readLine());
        } finally {
            second.destroyForcibly().waitFor();
        }

        try (TestHost host = second(TestHost.PIPE)) {
            old = host.loader().takeOver(attachment);
            assertThat(old.call("count")).isEqualTo(4L);
            assertThat(Errors.of(() -> old.call("use_kept")).code())
                    .as("an object of the second host")
                    .isIn(ErrorCode.OBJECT_RELEASED, ErrorCode.HOST_GONE);
        }
        Processes.awaitGone(pid);
    }

    @Test
    @DisplayName("is not taken over while its host lives, nor by who doesn't know the secret; then it still can be")
    void refused() throws Exception {
        PluginAttachment attachment = start(TestHost.PIPE, LONG);
        try (TestHost host = second(TestHost.PIPE)) {
            var alive = Errors.of(() -> host.loader().takeOver(attachment));
            assertThat(alive.code()).isEqualTo(ErrorCode.TAKE_OVER_REFUSED);
            assertThat(alive).hasMessageContaining("has a host that lives");
            first.kill();

            PluginAttachment wrong = new PluginAttachment(
                    attachment.pluginName(),
                    attachment.endpoint(),
                    attachment.pid(),
                    attachment.started(),
                    attachment.launch(),
                    "0".repeat(64));
            var unproven = Errors.of(() -> host.loader().takeOver(wrong));
            assertThat(unproven.code()).isEqualTo(ErrorCode.TAKE_OVER_REFUSED);
            assertThat(unproven.getMessage()).doesNotContain(attachment.secret());
            await("the end of all that an attempt has begun").until(TakeOverTest::watches, List::isEmpty);

            PluginHandle plugin =
                    host.loader().takeOver(attachment, Grants.all().withFunctions());
            assertThat(plugin.call("count")).isEqualTo(3L);
            assertThat(Errors.of(() -> plugin.call("host_name")).code()).isEqualTo(ErrorCode.ACCESS_DENIED);
            try (TestHost third = second(TestHost.PIPE)) {
                assertThat(Errors.of(() -> third.loader().takeOver(attachment)).code())
                        .isEqualTo(ErrorCode.TAKE_OVER_REFUSED);
            }
            assertThat(plugin.call("count")).as("undisturbed").isEqualTo(4L);
            Processes.kill(pid);
            assertThat(plugin.ended()).succeedsWithin(Duration.ofSeconds(20));
            assertThat(Errors.of(() -> plugin.call("count")).code()).isEqualTo(ErrorCode.PLUGIN_ENDED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("gives up after its time, and leaves nothing; then it is gone for everybody (checklist 40, 50)")
    void givesUp(String transport) throws Exception {
        PluginAttachment attachment = start(transport, Duration.ofMillis(1500));
        long start = System.nanoTime();
        first.kill();

        Processes.awaitGone(pid);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1400));
        assertNoSocket(attachment.endpoint());
        try (TestHost host = second(transport)) {
            PluginAttachment reused = new PluginAttachment(
                    attachment.pluginName(),
                    attachment.endpoint(),
                    ProcessHandle.current().pid(),
                    attachment.started(),
                    attachment.launch(),
                    attachment.secret());
            for (PluginAttachment gone : List.of(attachment, reused)) {
                var error = Errors.of(() -> host.loader().takeOver(gone));
                assertThat(error.code()).isEqualTo(ErrorCode.PLUGIN_ENDED);
                assertThat(error).hasMessageContaining("it is another");
            }
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "Chooses numbers of processes")
    @DisplayName("is not taken over when another process has its number, and that one lives on (checklist 50)")
    void reusedNumber() throws Exception {
        Reused.require();
        PluginAttachment attachment = start(TestHost.PIPE, LONG);
        Instant started =
                ProcessHandle.of(pid).orElseThrow().info().startInstant().orElseThrow();
        // Its parent lives and asks for its exit code: only then is the number free.
        Processes.kill(pid);
        Processes.awaitGone(pid);
        Process other = Reused.start(pid, started);
        pid = 0;
        try (TestHost host = second(TestHost.PIPE)) {
            first.kill();

            assertThat(Errors.of(() -> host.loader().takeOver(attachment)).code())
                    .isEqualTo(ErrorCode.PLUGIN_ENDED);

            host.close();
            assertThat(Reused.livesOn(other)).isTrue();
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "Chooses numbers of processes")
    @DisplayName("and ended after it was taken over: stopping it leaves the process alone that got its number")
    void reusedNumberOfAdopted() throws Exception {
        Reused.require();
        PluginAttachment attachment = start(TestHost.PIPE, LONG);
        Instant started =
                ProcessHandle.of(pid).orElseThrow().info().startInstant().orElseThrow();
        first.kill();
        try (TestHost host = second(TestHost.PIPE)) {
            PluginHandle plugin = host.loader().takeOver(attachment);
            Processes.kill(pid);
            Processes.awaitGone(pid);
            Process other = Reused.start(pid, started);
            pid = 0;
            try {
                assertThat(plugin.stop(StopPolicy.DEFAULT)).isEqualTo(StopResult.ALREADY_ENDED);
                host.close();
                assertThat(Reused.livesOn(other)).isTrue();
            } finally {
                other.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    @DisplayName("is stopped as any other by a host that stops it (checklist 35)")
    void stopped() throws Exception {
        try (TestHost host = second(TestHost.PIPE)) {
            PluginHandle plugin =
                    host.load(PluginJars.source(directory, CounterPlugin.class).withOutlivingHost(LONG));
            pid = plugin.pid().orElseThrow();
            PluginAttachment attachment = plugin.attachment().orElseThrow();

            plugin.close();

            assertThat(plugin.ended().get(20, TimeUnit.SECONDS).exitCode()).isZero();
            assertNoSocket(attachment.endpoint());
            assertThat(host.load(PluginJars.source(directory, CounterPlugin.class))
                            .attachment())
                    .as("of one that ends with its host")
                    .isEmpty();
        }
    }

    /** The threads that look whether a process lives that this JVM has not started. */
    private static List<String> watches() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.equals("thrift-plugins-watch-CounterPlugin"))
                .toList();
    }

    private static void assertNoSocket(Endpoint endpoint) {
        if (endpoint instanceof PipeEndpoint pipe) {
            Path shared = Path.of(Objects.requireNonNullElse(System.getenv("TMPDIR"), "/tmp"));
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> !Files.exists(shared.resolve("CoreFxPipe_" + pipe.name()), LinkOption.NOFOLLOW_LINKS));
        }
    }
}
