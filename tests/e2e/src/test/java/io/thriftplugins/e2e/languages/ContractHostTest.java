package io.thriftplugins.e2e.languages;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.Processes;
import io.thriftplugins.e2e.support.Python;
import io.thriftplugins.e2e.support.Transport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples in other languages, with hosts that know only the contract: scripts in {@code tests/python}. */
@ExtendWith(LeakCheck.class)
class ContractHostTest {

    private static final Pattern PID = Pattern.compile("\"event\": \"launched\", \"pid\": (\\d+)");

    static Stream<Arguments> everywhere() {
        return LanguagesTest.everywhere();
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    @DisplayName("Columns, batches, filters, what is wanted, blobs and handles are as the contract says")
    void objects(Language language, Transport transport) throws Exception {
        assertThat(run("object_checks.py", transport, language, language.id()))
                .anyMatch(line -> line.startsWith("{\"event\": \"checked\""))
                .endsWith("{\"event\": \"exit\", \"code\": 0}");
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    @DisplayName("Unknown methods, fresh endpoints and calls on several connections are as the contract says")
    void connections(Language language, Transport transport) throws Exception {
        String call = switch (language) {
            case PYTHON -> "text_statistics";
            case NODE -> "slugify";
            case GO -> "sha256";
        };
        List<String> lines = run(
                "fake_host.py",
                transport,
                language,
                "--unknown-method",
                "--call",
                call,
                "[\"first\"]",
                "--serve",
                "--parallel",
                "3",
                call,
                "[\"more\"]",
                "--call",
                "no_such_function",
                "[\"x\"]");

        assertThat(lines).anyMatch(line -> line.contains("unknown-method\", \"application_error\": 1"));
        assertThat(lines.stream().filter(line -> line.contains("\"event\": \"result\"")))
                .hasSize(4);
        assertThat(lines).anyMatch(line -> line.contains("no_such_function\", \"type\": \"INVALID_FUNCTION\""));
        assertThat(lines).endsWith("{\"event\": \"exit\", \"code\": 0}");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Each ends when its host vanishes without Shutdown (checklist 46)")
    void hostVanishes(Language language) throws Exception {
        List<String> lines = run("fake_host.py", Transport.PIPE, language, "--vanish");

        Matcher launched = PID.matcher(String.join("\n", lines));
        assertThat(launched.find()).isTrue();
        Processes.awaitEnd(Long.parseLong(launched.group(1)));
    }

    /** Runs the host and returns its lines. */
    private static List<String> run(String script, Transport transport, Language language, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Python.require().toString(), Python.script(script).toString()));
        command.addAll(List.of("--transport", transport == Transport.PIPE ? "pipe" : "tcp", "--timeout", "40"));
        command.addAll(List.of(arguments));
        command.add("--");
        command.addAll(language.require());
        Process host = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(host.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(host.waitFor()).as(output).isZero();
        return output.lines().toList();
    }
}
