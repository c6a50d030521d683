package io.thriftplugins.e2e.end;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.e2e.kit.Jvm;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.TestHost;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
@DisplayName("Idle plugins")
final class IdleThreadsTest {

    private static final int PLUGINS = 10;

    @Test
    @DisplayName("cost the host at most two platform threads each, the JDK's own included")
    void threads(@TempDir Path directory, @TempDir Path temporary) throws Exception {
        List<String> command = Jvm.command(IdlePlugins.class);
        command.addAll(List.of(
                TestHost.PIPE, PluginJars.write(directory, RoundsPlugin.class).toString(), Integer.toString(PLUGINS)));

        Jvm.Outcome outcome = Jvm.run(temporary, command);

        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        assertThat(Integer.parseInt(outcome.stdout().lines().findFirst().orElseThrow()))
                .as(outcome.stdout())
                .isLessThanOrEqualTo(2 * PLUGINS);
    }
}
