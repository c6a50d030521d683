package io.thriftplugins.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentPolicyTest {

    private static final Map<String, String> HOST = Map.of(
            "PATH", "/bin",
            "TMPDIR", "/scratch",
            "LANG", "C.UTF-8",
            "HOME", "/home/ada",
            "PASSWORD", "secret",
            "THRIFT_PLUGINS_TOKEN", "the host's own");

    @Test
    void inherited_is_everything_but_what_the_framework_gave_the_host() {
        assertThat(EnvironmentPolicy.inherited().apply(HOST))
                .containsOnlyKeys("PATH", "TMPDIR", "LANG", "HOME", "PASSWORD")
                .containsEntry("PASSWORD", "secret");
    }

    @Test
    void hidden_is_what_a_process_needs() {
        assertThat(EnvironmentPolicy.hidden().apply(HOST)).containsOnlyKeys("PATH", "TMPDIR", "LANG");
    }

    @Test
    void listed_adds_names_to_what_a_process_needs() {
        assertThat(EnvironmentPolicy.listed("HOME", "MISSING", "THRIFT_PLUGINS_TOKEN")
                        .apply(HOST))
                .containsOnlyKeys("PATH", "TMPDIR", "LANG", "HOME");
    }

    @Test
    void listed_takes_patterns() {
        assertThat(EnvironmentPolicy.listed("*ASS*", "H*", "THRIFT_*").apply(HOST))
                .containsOnlyKeys("PATH", "TMPDIR", "LANG", "HOME", "PASSWORD");
        assertThat(EnvironmentPolicy.listed("HOM", "*ORD?", "ASS*").apply(HOST))
                .containsOnlyKeys("PATH", "TMPDIR", "LANG");
    }

    @Test
    void added_variables_win() {
        EnvironmentPolicy policy = EnvironmentPolicy.hidden().with("LANG", "C").with("MODE", "fast");
        assertThat(policy.apply(HOST)).containsEntry("LANG", "C").containsEntry("MODE", "fast");
        assertThat(EnvironmentPolicy.hidden().apply(HOST)).doesNotContainKey("MODE");
    }

    @Test
    void names_that_no_process_can_have_are_refused() {
        for (String name : new String[] {"", "A=B", "A\0", "THRIFT_PLUGINS_TOKEN"}) {
            assertThatThrownBy(() -> EnvironmentPolicy.inherited().with(name, "value"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + name + "'");
        }
    }

    @Test
    void values_are_not_printed() {
        assertThat(EnvironmentPolicy.listed("HOME").with("PASSWORD", "secret").toString())
                .contains("HOME", "PASSWORD")
                .doesNotContain("secret");
    }
}
