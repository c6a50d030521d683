package io.thriftplugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PluginEndTest {

    private static final Duration UPTIME = Duration.ofMillis(1234);

    @Test
    void anExitCodeIsTold() {
        assertThat(new PluginEnd("p", 3, null, UPTIME, 0, List.of()).describe())
                .isEqualTo("Plugin 'p' ended with exit code 3 after 1234 ms, 0 calls in flight");
    }

    @Test
    void aSignalIsToldInsteadOfItsExitCode() {
        assertThat(new PluginEnd("p", 137, "SIGKILL", UPTIME, 1, List.of()).describe())
                .isEqualTo("Plugin 'p' ended by signal SIGKILL after 1234 ms, 1 call in flight");
    }

    @Test
    void aPluginWithoutProcessJustEnded() {
        assertThat(new PluginEnd("p", null, null, UPTIME, 2, List.of()).describe())
                .isEqualTo("Plugin 'p' ended after 1234 ms, 2 calls in flight");
    }

    @Test
    void theLinesOfStderrFollow() {
        assertThat(new PluginEnd("p", 1, null, UPTIME, 0, List.of("one", "two")).describe())
                .endsWith("; its last lines on stderr:\n  one\n  two");
    }

    @Test
    void theLinesAreCopied() {
        List<String> lines = new ArrayList<>(List.of("one"));
        PluginEnd end = new PluginEnd("p", 1, null, UPTIME, 0, lines);
        lines.clear();
        assertThat(end.stderrTail()).containsExactly("one");
    }
}
