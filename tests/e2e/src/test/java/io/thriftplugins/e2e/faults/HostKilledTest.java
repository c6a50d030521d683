package io.thriftplugins.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.Processes;
import io.thriftplugins.e2e.kit.PythonPeer;
import io.thriftplugins.e2e.kit.TestHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(value = OS.LINUX, disabledReason = "Elsewhere orphans can't be found")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@DisplayName("When a host is killed with SIGKILL")
public final class HostKilledTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    @TempDir
    private Path directory;

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @CsvSource({TestHost.PIPE + ", gentle", TestHost.SOCKET + ", stubborn"})
    @DisplayName("its plugins end within 5 s, with all that they started and that ignores SIGTERM (checklist 46)")
    void jars(String transport, String behaviour) throws Exception {
        Path jar = PluginJars.write(directory, FaultsPlugin.class);
        try (HostProcess host = new HostProcess(temporary, transport, behaviour, "jar:" + jar, "jar:" + jar)) {
            assertThat(host.plugins()).hasSize(6).allMatch(Processes::isAlive);

            killed(host);

            if (behaviour.equals("gentle")) {
                // The host's own socket file stays, as it could do nothing about it; the plugins' don't.
                try (var files = Files.list(temporary)) {
                    assertThat(files).noneMatch(file -> file.toString().contains("qcatp-"));
                }
            }
        }
    }

    @Test
    @DisplayName("a plugin inside it ends with it, and one that knows only the contract within 5 s (checklist 46)")
    void others() throws Exception {
        Path jar = PluginJars.write(directory, InsidePlugin.class);
        Path python = Files.createDirectory(directory.resolve("python"));
        PythonPeer.source(python, "normal");
        try (HostProcess host =
                new HostProcess(temporary, TestHost.PIPE, "gentle", "inside:" + jar, "directory:" + python)) {
            assertThat(host.plugins()).hasSize(1);
            killed(host);
        }
    }

    @Test
    @DisplayName("a plugin that stops, but whose shutdown hook hangs, ends within 5 s (checklist 46)")
    void stubbornHook() throws Exception {
        Path jar = PluginJars.write(directory, StubbornHookPlugin.class);
        try (HostProcess host = new HostProcess(temporary, TestHost.PIPE, "gentle", "jar:" + jar)) {
            assertThat(host.plugins()).hasSize(1).allMatch(Processes::isAlive);

            killed(host);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"define", "initializer"})
    @DisplayName("a plugin that hangs before it has registered ends within 5 s, with all it started (checklist 46)")
    void beforeRegistration(String where) throws Exception {
        Path jar = PluginJars.write(directory, HangingPlugin.class);
        try (HostProcess host = new HostProcess(
                temporary,
                List.of(),
                LaunchingProgram.class,
                TestHost.PIPE,
                jar.toString(),
                "-D" + HangingPlugin.WHERE + "=" + where,
                "-D" + HangingPlugin.DIRECTORY + "=" + directory)) {
            long child = Processes.pidIn(directory.resolve(HangingPlugin.CHILD));
            long orphan = Processes.pidIn(directory.resolve(HangingPlugin.ORPHAN));
            try {
                assertThat(host.plugins()).hasSize(1).allMatch(Processes::isAlive);
                assertThat(List.of(child, orphan)).allMatch(Processes::isAlive);

                killed(host);

                assertThat(List.of(child, orphan)).noneMatch(Processes::isAlive);
            } finally {
                List.of(child, orphan).forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("right after it has launched a plugin, that ends within 5 s (checklist 46)")
    void launched(String transport) throws Exception {
        Path jar = PluginJars.write(directory, FaultsPlugin.class);
        try (HostProcess host =
                new HostProcess(temporary, List.of(), LaunchingProgram.class, transport, jar.toString())) {
            assertThat(host.plugins()).hasSize(1);

            killed(host);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gentle", "stubborn"})
    @DisplayName("or by a signal to its whole process group, what its plugins started and ignores that ends, too")
    void group(String behaviour) throws Exception {
        Path jar = PluginJars.write(directory, FaultsPlugin.class);
        try (HostProcess host = new HostProcess(
                temporary,
                List.of("setsid"),
                HostProgram.class,
                TestHost.PIPE,
                behaviour,
                "jar:" + jar,
                "jar:" + jar)) {
            assertThat(host.plugins()).hasSize(6).allMatch(Processes::isAlive);

            int code = new ProcessBuilder("kill", "-TERM", "--", "-" + host.pid())
                    .inheritIO()
                    .start()
                    .waitFor();

            assertThat(code).isZero();
            await().atMost(LIMIT).until(() -> host.plugins().stream().noneMatch(Processes::isAlive));
            Processes.awaitGone(host.pid());
        }
    }

    /** Kills a host; nothing of it may be left in time. */
    public static void killed(HostProcess host) {
        host.kill();
        assertThat(Processes.isAlive(host.pid())).isFalse();
        await().atMost(LIMIT).until(() -> host.plugins().stream().noneMatch(Processes::isAlive));
    }
}
