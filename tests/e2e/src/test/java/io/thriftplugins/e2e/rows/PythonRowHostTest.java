package io.thriftplugins.e2e.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.Plugins;
import io.thriftplugins.e2e.support.Python;
import io.thriftplugins.spi.PluginRunner;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakCheck.class)
@DisplayName("A host that knows only the contract")
final class PythonRowHostTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"pipe", "tcp"})
    @DisplayName("reads row sets of a plugin of ours")
    void reads(String transport) throws Exception {
        assertThat(read(transport, "numbers", "[1000]", "64"))
                .contains("\"event\": \"read\"")
                .contains("\"kind\": 10, \"name\": \"numbers\"")
                .contains("\"id INTEGER\", \"half FLOAT\", \"text STRING\"")
                .contains("[999, 499.5, \"row 999\"]]")
                .contains("\"total\": -1")
                .contains("\"refused\": \"INVALID_OBJECT\"");
        assertThat(read(transport, "people", "[]", "1"))
                .contains("[[0, \"person 0\", 1.5], [1, \"person 1\", 1.6], [2, \"person 2\", 1.7]]")
                .contains("\"more\": [true, true, true, false]")
                .contains("\"seek_begin\": 1, \"seek_current\": 0, \"seek_end\": 1");
    }

    private String read(String transport, String function, String arguments, String count) throws Exception {
        Path jar = PluginJars.write(directory, RowsPlugin.class, EdgeRows.class, EditableTable.class);
        PluginRunner runner = ServiceLoader.load(PluginRunner.class).findFirst().orElseThrow();
        List<String> command = new ArrayList<>(List.of(
                Python.require().toString(), Python.script("row_host.py").toString()));
        command.addAll(List.of(
                transport, function, arguments, count, "--", Plugins.java().toString()));
        command.addAll(Plugins.fastJvm());
        command.addAll(List.of(
                "-p",
                runner.modulePath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))));
        command.addAll(List.of("-m", runner.mainModule(), "--plugin=" + jar));
        Process host = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(host.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(host.waitFor()).as(output).isZero();
        return output;
    }
}
