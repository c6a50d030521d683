package io.thriftplugins.e2e.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.e2e.kit.Jvm;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.e2e.kit.WarnLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Attacks from a seed, each followed by a look at whether other plugins are answered and at what is left of the attack
 * in memory, threads and descriptors. The attacked host is a JVM of its own, and so are the plugins.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "Looks into /proc")
@Timeout(value = 2, unit = TimeUnit.HOURS)
// They mostly wait.
@Execution(ExecutionMode.CONCURRENT)
@DisplayName("Random bytes, damaged messages, wild calls, half-open, slow and silent connections")
final class FuzzTest {

    /** The same each time, so that what is found stays found. */
    private static final long SEED = Long.getLong("thriftplugins.fuzz.seed", 20_240_229);

    private static final int ROUNDS = Integer.getInteger("thriftplugins.fuzz.rounds", 150);

    /** As many as the number of open files allows. */
    private static final int SILENT = 5000;

    @TempDir
    private Path directory;

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("don't hurt a host, nor do a registered plugin's calls and answers (checklist 49, 51 to 56, 59)")
    void host(String transport) throws Exception {
        List<String> options = new ArrayList<>(WarnLog.OPTIONS);
        options.add("-Xmx128m");
        List<String> command = Jvm.command(FuzzHost.class, options);
        Path witness = PluginJars.write(directory, WitnessPlugin.class, Vitals.class);
        command.addAll(List.of(transport, witness.toString(), Long.toString(SEED), Integer.toString(ROUNDS)));
        command.add(Integer.toString(SILENT));

        survives(Jvm.run(temporary, command));
    }

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("don't hurt a plugin at its callback endpoint, nor do those with its token (checklist 49, 51 to 56)")
    void plugin(String transport) throws Exception {
        List<String> command = Jvm.command(FuzzPlugin.class, WarnLog.OPTIONS);
        command.addAll(List.of(transport, Long.toString(SEED), Integer.toString(ROUNDS), Integer.toString(SILENT)));

        survives(Jvm.run(temporary, command));
    }

    /** A limit may be told, but nothing must come to an error that nobody foresaw. */
    private void survives(Jvm.Outcome outcome) {
        assertThat(outcome.stdout()).as(outcome.stderr()).contains("survived");
        assertThat(outcome.stderr().lines().filter(line -> line.startsWith("ERROR io.thriftplugins")))
                .as(outcome.stderr())
                .isEmpty();
        assertThat(outcome.exitCode()).isZero();
        assertThat(temporary).isEmptyDirectory();
        System.getLogger(FuzzTest.class.getName()).log(System.Logger.Level.INFO, outcome.stdout());
    }
}
