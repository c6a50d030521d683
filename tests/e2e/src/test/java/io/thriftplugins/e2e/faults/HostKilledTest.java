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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** Kills a host; nothing of it may be left in time. */
    public static void killed(HostProcess host) {
        host.kill();
        assertThat(Processes.isAlive(host.pid())).isFalse();
        await().atMost(LIMIT).until(() -> host.plugins().stream().noneMatch(Processes::isAlive));
    }
}
