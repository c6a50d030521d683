package io.thriftplugins.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.e2e.kit.Jvm;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.PythonPeer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "There are no signals")
@DisplayName("Of plugins that ended in all ways")
final class LeftFilesTest {

    @TempDir
    private Path directory;

    @TempDir
    private Path temporary;

    @Test
    @DisplayName("no socket file is left, of none of their endpoints: halted, killed, stopped (checklist 40, 69)")
    void nothingIsLeft() throws Exception {
        List<String> command = Jvm.command(EndsProgram.class);
        command.add(PluginJars.write(directory, FaultsPlugin.class).toString());
        for (String variant : List.of("normal", "ignore-shutdown")) {
            Path plugin = Files.createDirectory(directory.resolve(variant));
            PythonPeer.source(plugin, variant);
            command.add(plugin.toString());
        }

        Jvm.Outcome outcome = Jvm.run(temporary, command);

        assertThat(outcome.exitCode()).as(outcome.stderr()).isZero();
        assertThat(temporary).isEmptyDirectory();
    }
}
