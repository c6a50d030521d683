package io.thriftplugins.e2e.end;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.e2e.kit.Jvm;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.PythonPeer;
import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.e2e.kit.WarnLog;
import java.nio.file.Path;
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

/**
 * The host is a JVM of its own, with its own directory for sockets and temporary files. It logs warnings and errors on
 * its stderr, and there among others what its plugins print on theirs.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "Looks into /proc")
@Timeout(value = 1, unit = TimeUnit.HOURS)
@DisplayName("After many rounds of load, call and close")
final class LeakTest {

    /** How many rounds with processes; a thousand with {@code -Pthorough}. */
    private static final int PROCESSES = Integer.getInteger("thriftplugins.rounds", 10);

    @TempDir
    private Path directory;

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @CsvSource({TestHost.PIPE + ", 900", TestHost.SOCKET + ", 100"})
    @DisplayName("inside the host nothing is left and nothing was complained about (checklist 40, 41)")
    void insideTheHost(String transport, int rounds) throws Exception {
        nothingIsLeft(transport, "inside", PluginJars.write(directory, RoundsPlugin.class), rounds);
    }

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("of a JAR in a process nothing is left and nothing was complained about (checklist 40, 41)")
    void processes(String transport) throws Exception {
        nothingIsLeft(transport, "jar", PluginJars.write(directory, RoundsPlugin.class), PROCESSES);
    }

    @Test
    @DisplayName(
            "of a plugin that knows only the contract nothing is left, nothing was complained about (checklist 40, 41)")
    void python() throws Exception {
        PythonPeer.source(directory, "normal");
        nothingIsLeft(TestHost.PIPE, "directory", directory, 2 * PROCESSES);
    }

    @ParameterizedTest
    @CsvSource({TestHost.PIPE + ", 50", TestHost.SOCKET + ", 50"})
    @DisplayName(
            "of a replacement inside the host no class, thread or connection of the versions before is left (checklist 40)")
    void replacedInsideTheHost(String transport, String rounds) throws Exception {
        Path jar = PluginJars.write(directory, RoundsPlugin.class);

        nothingIsLeft(ReplaceRounds.class, transport, jar.toString(), rounds);
    }

    private void nothingIsLeft(String transport, String how, Path plugin, int rounds) throws Exception {
        nothingIsLeft(LoadRounds.class, transport, how, plugin.toString(), Integer.toString(rounds));
    }

    private void nothingIsLeft(Class<?> main, String... arguments) throws Exception {
        List<String> command = Jvm.command(main, WarnLog.OPTIONS);
        command.addAll(List.of(arguments));

        Jvm.Outcome outcome = Jvm.run(temporary, command);

        assertThat(outcome.stderr()).isEmpty();
        assertThat(outcome.stdout()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        assertThat(temporary).isEmptyDirectory();
    }
}
