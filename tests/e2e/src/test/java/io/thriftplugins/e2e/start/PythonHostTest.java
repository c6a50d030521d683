package io.thriftplugins.e2e.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.Plugins;
import io.thriftplugins.e2e.support.Processes;
import io.thriftplugins.e2e.support.Python;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.spi.PluginRunner;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A host that knows only the contract, {@code tests/python/fake_host.py}, runs a plugin JAR with the runner. */
@ExtendWith(LeakCheck.class)
class PythonHostTest {

    private static final Pattern PID = Pattern.compile("\"event\": \"launched\", \"pid\": (\\d+)");

    @ParameterizedTest
    @EnumSource
    @DisplayName("The runner serves a host of the contract: token 0, unknown method, Serve, callbacks, Shutdown")
    void drivesTheRunner(Transport transport) throws Exception {
        List<String> lines = run(
                0,
                transport,
                "--call",
                "add",
                "[2, 3]",
                "--unknown-method",
                "--call",
                "add",
                "[20, 3]",
                "--serve",
                "--call",
                "ADD",
                "[200, 3]",
                "--call",
                "call_host",
                "[\"site_title\"]",
                "--call",
                "find",
                "[\"site_title\"]",
                "--call",
                "add",
                "[\"x\"]",
                "--call",
                "no_such_function",
                "[]",
                "--call",
                "fail",
                "[\"bad luck\"]",
                "--call",
                "config",
                "[\"key\"]",
                "--parallel",
                "3",
                "add",
                "[1, 1]");

        assertThat(lines)
                .anyMatch(line -> line.contains("\"registered\", \"name\": \"probe\", \"version\": \"1.2.3\""));
        assertThat(lines)
                .contains(
                        "{\"event\": \"result\", \"function\": \"add\", \"value\": 5}",
                        "{\"event\": \"result\", \"function\": \"add\", \"value\": 23}",
                        "{\"event\": \"result\", \"function\": \"ADD\", \"value\": 203}",
                        "{\"event\": \"result\", \"function\": \"call_host\", \"value\": \"The fake site\"}",
                        "{\"event\": \"result\", \"function\": \"find\", \"value\": [\"site_title(): string\"]}",
                        "{\"event\": \"result\", \"function\": \"config\", \"value\": null}",
                        "{\"event\": \"exit\", \"code\": 0}");
        assertThat(lines.stream().filter(line -> line.contains("\"value\": 2}")))
                .hasSize(3);
        assertThat(lines).anyMatch(line -> line.contains("unknown-method\", \"application_error\": 1"));
        assertThat(lines).anyMatch(line -> line.contains("failure\", \"function\": \"add\", \"type\": \"ARGUMENT\""));
        assertThat(lines).anyMatch(line -> line.contains("no_such_function\", \"type\": \"INVALID_FUNCTION\""));
        assertThat(lines).anyMatch(line -> line.contains("bad luck") && line.contains("the cause"));
        assertThat(lines)
                .as("logged at the end")
                .anyMatch(line -> line.contains("\"log\"") && line.contains("stopped"));
    }

    @Test
    @DisplayName("The runner ends when a host of the contract vanishes without Shutdown (checklist 46)")
    void hostVanishes() throws Exception {
        List<String> lines = run(0, Transport.PIPE, "--call", "add", "[2, 3]", "--vanish");

        Matcher launched = PID.matcher(String.join("\n", lines));
        assertThat(launched.find()).isTrue();
        Processes.awaitEnd(Long.parseLong(launched.group(1)));
    }

    /** Runs the host and returns its lines. */
    private static List<String> run(int exitCode, Transport transport, String... steps) throws Exception {
        PluginRunner runner = ServiceLoader.load(PluginRunner.class).findFirst().orElseThrow();
        List<String> command = new ArrayList<>(List.of(
                Python.require().toString(), Python.script("fake_host.py").toString()));
        command.addAll(List.of("--transport", transport == Transport.PIPE ? "pipe" : "tcp", "--timeout", "40"));
        command.addAll(List.of(steps));
        command.addAll(List.of("--", Plugins.java().toString()));
        command.addAll(Plugins.fastJvm());
        command.addAll(List.of(
                "-p",
                runner.modulePath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))));
        command.addAll(List.of("-m", runner.mainModule(), "--plugin=" + Plugins.probeJar()));
        Process host = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(host.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(host.waitFor()).as(output).isEqualTo(exitCode);
        return output.lines().toList();
    }
}
