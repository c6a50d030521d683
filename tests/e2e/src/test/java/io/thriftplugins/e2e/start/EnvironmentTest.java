package io.thriftplugins.e2e.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.e2e.support.Causes;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.Plugins;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.server.EnvironmentPolicy;
import io.thriftplugins.server.PluginSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LeakCheck.class)
class EnvironmentTest {

    /** Some that every host of these tests has; those that a process can hardly do without aside. */
    private static final List<String> OF_HOST = List.of("HOME", "E2E_ONE", "E2E_OTHER");

    @TempDir
    Path directory;

    @Test
    @DisplayName("The environment is inherited, hidden or listed, by choice, and may be added to (checklist 19)")
    void environment() throws Exception {
        assertThat(System.getenv()).as("set in the pom").containsKeys(OF_HOST.toArray(String[]::new));
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            EnvironmentPolicy added =
                    EnvironmentPolicy.hidden().with("ADDED", "ä = \"1\" 😀").with("PATH", "/nowhere");

            Map<?, ?> inherited = environment(host, "inherited", EnvironmentPolicy.inherited());
            Map<?, ?> hidden = environment(host, "hidden", added);
            Map<?, ?> listed = environment(host, "listed", EnvironmentPolicy.listed("E2E_ONE", "NO_SUCH_VARIABLE"));

            for (String name : OF_HOST) {
                assertThat(inherited.get(name)).as(name).isEqualTo(System.getenv(name));
            }
            assertThat(inherited.get("PATH")).isEqualTo(System.getenv("PATH"));
            assertThat(hidden.keySet().stream().map(String::valueOf)).doesNotContainAnyElementsOf(OF_HOST);
            assertThat(hidden.get("PATH")).isEqualTo("/nowhere");
            assertThat(hidden.get("ADDED")).isEqualTo("ä = \"1\" 😀");
            assertThat(listed.get("E2E_ONE")).isEqualTo(System.getenv("E2E_ONE"));
            assertThat(listed.containsKey("HOME")).isFalse();
            assertThat(listed.containsKey("E2E_OTHER")).isFalse();
            assertThat(listed.containsKey("NO_SUCH_VARIABLE")).isFalse();
            assertThat(listed.get("PATH")).isEqualTo(System.getenv("PATH"));
        }
    }

    private static Map<?, ?> environment(TestHost host, String name, EnvironmentPolicy policy) {
        PluginHandle plugin = host.load(Plugins.probe(host, name).withEnvironment(host.marked(policy)));
        return (Map<?, ?>) plugin.call("environment");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Working directory, arguments and path with blanks, quotes and non-ASCII characters (checklist 20)")
    void oddNames(Transport transport) throws Exception {
        Path odd = Files.createDirectory(directory.resolve("Ümläute & 'quotes' \"日本\" 😀"));
        Path jar = Files.copy(Plugins.probeJar(), odd.resolve("Plügin mit Leerzeichen.jar"));
        List<String> arguments =
                List.of("--blank= a  b ", "--empty=", "--quotes='\"`$HOME`\\", "--ünïcode=日本 😀", "--line=1\n2");
        try (TestHost host = TestHost.start(transport)) {
            PluginHandle plugin = host.load(host.marked(PluginSource.jar(jar))
                    .withJavaOptions(Plugins.fastJvm())
                    .withJavaOptions(List.of("-Dodd=ä b"))
                    .withWorkingDirectory(odd)
                    .withArguments(arguments));

            assertThat(plugin.name()).isEqualTo("Plügin mit Leerzeichen");
            assertThat(plugin.call("directory")).isEqualTo(odd.toString());
            assertThat((List<?>) plugin.call("arguments"))
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(Object.class))
                    .containsAll(arguments)
                    .contains("--plugin=" + jar, "-Dodd=ä b");
        }
    }

    @Test
    @DisplayName("A script gets its arguments as they are, before the contract's (checklist 20)")
    void scriptArguments() throws Exception {
        Path odd = Files.createDirectory(directory.resolve("a b"));
        Path script = Plugins.script(
                odd.resolve("plügin"),
                "pwd >&2",
                "for argument in \"$@\"; do echo \"<$argument>\" >&2; done",
                "exit 5");
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            PluginSource source = host.marked(PluginSource.executable(script))
                    .withWorkingDirectory(odd)
                    .withArguments(List.of("--first=1 2", "日本", ""));
            assertThat(Causes.failure(ErrorCode.LAUNCH_FAILED, () -> host.load(source)))
                    .hasMessageContaining("  " + odd + "\n  <--first=1 2>\n  <日本>\n  <>\n  <--server-endpoint=")
                    .hasMessageContaining("<--token=[token]>")
                    .hasMessageContaining(
                            "<--parent-pid=" + ProcessHandle.current().pid() + ">")
                    .hasMessageContaining("<--log-level=");
        }
    }

    @Test
    @DisplayName("A working directory that does not exist is named (checklist 20)")
    void noWorkingDirectory() throws Exception {
        Path missing = directory.resolve("missing");
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            assertThat(Causes.failure(
                            ErrorCode.LAUNCH_FAILED,
                            () -> host.load(Plugins.probe(host, "nowhere").withWorkingDirectory(missing))))
                    .hasMessageContaining(missing.toString());
        }
    }
}
