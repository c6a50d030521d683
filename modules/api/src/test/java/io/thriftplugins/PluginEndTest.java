package io.thriftplugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PluginEndTest {

    private static final Duration UPTIME = Duration.ofMillis(1234);

    private static PluginEnd end(@Nullable Integer exitCode, @Nullable String signal, int calls, List<String> lines) {
        return new PluginEnd("p", exitCode, signal, UPTIME, calls, List.of(), List.of(), lines, null);
    }

    @Test
    void anExitCodeIsTold() {
        assertThat(end(3, null, 0, List.of()).describe())
                .isEqualTo("Plugin 'p' ended with exit code 3 after 1234 ms, 0 calls in flight");
    }

    @Test
    void aSignalIsToldInsteadOfItsExitCode() {
        assertThat(end(137, "SIGKILL", 1, List.of()).describe())
                .isEqualTo("Plugin 'p' ended by signal SIGKILL after 1234 ms, 1 call in flight");
    }

    @Test
    void aPluginWithoutProcessJustEnded() {
        assertThat(end(null, null, 2, List.of()).describe())
                .isEqualTo("Plugin 'p' ended after 1234 ms, 2 calls in flight");
    }

    @Test
    void theLinesOfStderrFollow() {
        assertThat(end(1, null, 0, List.of("one", "two")).describe())
                .endsWith("; its last lines on stderr:\n  one\n  two");
    }

    @Test
    void theLinesAreCopied() {
        List<String> lines = new ArrayList<>(List.of("one"));
        PluginEnd end = end(1, null, 0, lines);
        lines.clear();
        assertThat(end.stderrTail()).containsExactly("one");
    }

    @Test
    void callsFilesAndReasonAreTold() {
        List<CallInFlight> calls = List.of(
                new CallInFlight("slow", Duration.ofMillis(900)), new CallInFlight("quick", Duration.ofMillis(2)));
        Path file = Path.of("hs_err_pid7.log");
        assertThat(new PluginEnd("p", 134, "SIGABRT", UPTIME, 3, calls, List.of(file), List.of(), "too slow")
                        .describe())
                .isEqualTo("Plugin 'p' ended by signal SIGABRT after 1234 ms, 3 calls in flight"
                        + " (slow for 900 ms, quick for 2 ms, ...); its host ended it: too slow; it left"
                        + " hs_err_pid7.log");
    }
}
