package io.thriftplugins.e2e.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.server.PluginSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
@DisplayName("A load that is cancelled before the plugin has registered")
final class CancelledLoadTest {

    /** Notes that it runs, and what it does when it is told to terminate. */
    private static final String PROGRAM = """
            #!/bin/sh
            trap 'echo cleaned > "$0.cleaned"; exit 0' TERM
            echo up > "$0.up"
            while :; do sleep 0.1; done
            """;

    @TempDir
    private Path directory;

    @Test
    @DisplayName("lets the process clean up, such as the socket that nobody else knows of (checklist 15, 40)")
    void cleansUp() throws Exception {
        Path program = Files.writeString(directory.resolve("slow-plugin"), PROGRAM);
        Files.setPosixFilePermissions(
                program,
                Set.of(
                        PosixFilePermission.OWNER_READ,
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.OWNER_EXECUTE));
        try (TestHost host = TestHost.start(TestHost.PIPE)) {
            var load = host.loader().loadAsync(PluginSource.executable(program));
            await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(Path.of(program + ".up")));

            load.cancel(true);

            await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(Path.of(program + ".cleaned")));
            assertThat(load).isCancelled();
        }
    }
}
