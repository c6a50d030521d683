package io.thriftplugins.e2e.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.e2e.support.Causes;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.Plugins;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.server.LoadResult;
import io.thriftplugins.server.PluginSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LeakCheck.class)
class DirectoryPluginTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    @DisplayName("A directory with a JAR and plugin.properties: name, variables, options of the JVM")
    void jar(Transport transport) throws Exception {
        Path plugin = pluginDirectory(
                "jar",
                "name=named",
                "version=7",
                "env.E2E_COLOUR=blau grün",
                "java.options=-Dx=y -XX:TieredStopAtLevel=1");
        Files.copy(Plugins.probeJar(), plugin.resolve("probe.jar"));
        try (TestHost host = TestHost.start(transport)) {
            PluginHandle handle = host.load(host.marked(PluginSource.directory(plugin)));

            assertThat(handle.name()).isEqualTo("named");
            assertThat(((Map<?, ?>) handle.call("environment")).get("E2E_COLOUR"))
                    .isEqualTo("blau grün");
            List<?> arguments = (List<?>) handle.call("arguments");
            assertThat(arguments.contains("-Dx=y")).isTrue();
            // A JAR's process gets its token through the environment, where nobody else can read it.
            assertThat(arguments.stream().filter(argument -> argument.toString().startsWith("--token")))
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("A directory with a command: launch=environment hides the token, launch=arguments shows it")
    void command() throws Exception {
        String[] script = {
            "pwd >&2",
            "echo arguments \"$@\" >&2",
            "test -n \"$THRIFT_PLUGINS_TOKEN\" && echo by variable >&2",
            "exit 1"
        };
        Path environment = pluginDirectory("environment", "command=./run 'a b' \"c\"", "launch=environment");
        Path arguments = pluginDirectory("arguments", "command=./run 'a b' \"c\"", "launch=arguments");
        Plugins.script(environment.resolve("run"), script);
        Plugins.script(arguments.resolve("run"), script);
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            assertThat(Causes.failure(
                            ErrorCode.LAUNCH_FAILED, () -> host.load(host.marked(PluginSource.directory(environment)))))
                    .hasMessageContaining("\n  " + environment + "\n")
                    .hasMessageContaining("arguments a b c --server-endpoint=")
                    .hasMessageContaining("by variable")
                    .message()
                    .doesNotContain("--token");
            assertThat(Causes.failure(
                            ErrorCode.LAUNCH_FAILED, () -> host.load(host.marked(PluginSource.directory(arguments)))))
                    .hasMessageContaining("--token=[token]")
                    .message()
                    .doesNotContain("by variable");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("All plugins of a directory are found and loaded; a broken one doesn't hinder the others")
    void discovery(Transport transport) throws Exception {
        Files.copy(Plugins.probeJar(), directory.resolve("one-plugin-1.0.0.jar"));
        Files.copy(Plugins.probeJar(), directory.resolve("two-plugin-2.0.0.jar"));
        Files.writeString(directory.resolve("notes.txt"), "no plugin");
        Plugins.script(directory.resolve("three-plugin"), "echo no luck >&2; exit 3");
        Plugins.script(
                pluginDirectory("four", "launch=sideways", "command=./run").resolve("run"), "exit 0");
        Files.write(directory.resolve("five-plugin.jar"), new byte[] {1, 2, 3});
        try (TestHost host = TestHost.start(transport)) {
            Map<String, LoadResult> results = host.loader().loadAll(directory).stream()
                    .collect(Collectors.toMap(result -> result.source().name(), Function.identity()));

            assertThat(results).containsOnlyKeys("one-plugin", "two-plugin", "three-plugin", "four");
            for (String good : List.of("one-plugin", "two-plugin")) {
                LoadResult result = Objects.requireNonNull(results.get(good));
                assertThat(result.failure()).isNull();
                assertThat(Objects.requireNonNull(result.handle()).call("add", 1, 1))
                        .isEqualTo(2L);
            }
            assertThat(Objects.requireNonNull(results.get("three-plugin")).failure())
                    .hasMessageContaining("exit code 3")
                    .hasMessageContaining("no luck");
            assertThat(Objects.requireNonNull(results.get("four")).failure())
                    .hasMessageContaining("launch")
                    .hasMessageContaining("sideways");
        }
    }

    @Test
    @DisplayName("A directory of plugins that is not there is named")
    void noDirectory() throws Exception {
        Path missing = directory.resolve("missing");
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            assertThat(Causes.failure(
                            ErrorCode.LAUNCH_FAILED, () -> host.loader().loadAll(missing)))
                    .hasMessageContaining(missing.toString());
        }
    }

    private Path pluginDirectory(String name, String... properties) throws Exception {
        Path plugin = Files.createDirectory(directory.resolve(name));
        Files.writeString(plugin.resolve("plugin.properties"), String.join("\n", properties) + "\n");
        return plugin;
    }
}
