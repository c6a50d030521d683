package io.thriftplugins.server;

import static io.thriftplugins.server.Scripts.file;
import static io.thriftplugins.server.Scripts.pluginJar;
import static io.thriftplugins.server.Scripts.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginSourceTest {

    @TempDir
    Path directory;

    private static AbstractThrowableAssert<?, ?> assertRefused(ThrowingCallable action) {
        return assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LAUNCH_FAILED));
    }

    private PluginSource withProperties(String... lines) {
        file(directory, PluginProperties.FILE, String.join("\n", lines));
        return PluginSource.of(directory);
    }

    @Test
    void of_tells_executables_jars_and_directories_apart() {
        Path script = script(directory, "mail-plugin-1.2.0", "exit 0");
        Path jar = pluginJar(directory.resolve("jars"), "text-plugin-0.3.0-SNAPSHOT.jar");
        assertThat(PluginSource.of(script).origin().kind()).isEqualTo(PluginOrigin.Kind.PROGRAM);
        assertThat(PluginSource.of(jar).origin().kind()).isEqualTo(PluginOrigin.Kind.JAR);
        assertThat(PluginSource.of(jar.getParent()).origin().kind()).isEqualTo(PluginOrigin.Kind.JAR);
        assertThat(PluginSource.of(script).name()).isEqualTo("mail-plugin");
        assertThat(PluginSource.of(script).version()).hasValue("1.2.0");
        assertThat(PluginSource.of(jar).name()).isEqualTo("text-plugin");
        assertThat(PluginSource.of(jar.getParent()).name()).isEqualTo("jars");
        assertThat(PluginSource.jarInHost(jar).runsInHost()).isTrue();
        assertThat(PluginSource.jar(jar).runsInHost()).isFalse();
    }

    @Test
    @DisplayName("no such file: the error names the path (checklist 14)")
    void no_such_file() {
        Path missing = directory.resolve("missing-plugin");
        for (ThrowingCallable factory : List.<ThrowingCallable>of(
                () -> PluginSource.of(missing),
                () -> PluginSource.executable(missing),
                () -> PluginSource.jar(missing),
                () -> PluginSource.jarInHost(missing),
                () -> PluginSource.directory(missing))) {
            assertRefused(factory).hasMessageContaining(missing.toString()).hasMessageContaining("no such file");
        }
    }

    @Test
    @DisplayName("not executable: the error says what to do (checklist 12)")
    void not_executable() {
        Path file = file(directory, "mail-plugin", "#!/bin/sh\n");
        assertRefused(() -> PluginSource.of(file)).hasMessageContaining("chmod +x '" + file + "'");
        assertRefused(() -> PluginSource.executable(directory)).hasMessageContaining("is a directory");
    }

    @Test
    void a_directory_without_jar_or_command_is_no_plugin() {
        file(directory, "README.txt", "nothing");
        assertRefused(() -> PluginSource.of(directory))
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("neither a JAR nor a plugin.properties with a command");
        assertRefused(() -> PluginSource.directory(directory.resolve("README.txt")))
                .hasMessageContaining("is no directory");
    }

    @Test
    void properties_tell_name_version_command_and_environment() {
        Path script = script(directory, "bin/run", "exit 0");
        PluginSource source = withProperties(
                "name = mail",
                "version = 2.0",
                "command = bin/run 'two words'",
                "launch = environment",
                "env.MODE = schnell und größer");
        assertThat(source.name()).isEqualTo("mail");
        assertThat(source.version()).hasValue("2.0");
        assertThat(source.origin().command()).containsExactly(script.toString(), "two words");
        assertThat(source.origin().tokenInEnvironment()).isTrue();
        assertThat(source.origin().variables()).containsEntry("MODE", "schnell und größer");
        assertThat(source.workingDirectory()).isEqualTo(directory);
    }

    @Test
    void programs_get_the_token_as_an_argument_and_jars_through_the_environment_unless_told() {
        script(directory, "run", "exit 0");
        assertThat(withProperties("command=run").origin().tokenInEnvironment()).isFalse();
        pluginJar(directory, "plugin.jar");
        assertThat(withProperties().origin().tokenInEnvironment()).isTrue();
        assertThat(withProperties("launch=arguments").origin().tokenInEnvironment())
                .isFalse();
    }

    @Test
    void a_command_without_a_slash_may_be_on_the_path() {
        PluginSource source = withProperties("command = sh -c true");
        Path program = Path.of(source.origin().command().get(0));
        assertThat(program).isAbsolute().isExecutable();
        assertThat(program.getFileName()).hasToString("sh");
    }

    @Test
    void java_options_of_file_and_host_add_up() {
        pluginJar(directory, "plugin.jar");
        PluginSource source = withProperties("java.options = -Xmx64m '-Da=b c'").withJavaOptions(List.of("-Xss1m"));
        assertThat(source.javaOptions()).containsExactly("-Xmx64m", "-Da=b c", "-Xss1m");
    }

    @Test
    void a_broken_file_is_refused_with_file_key_value_and_what_is_allowed() {
        script(directory, "run", "exit 0");
        String file = directory.resolve(PluginProperties.FILE).toString();
        assertRefused(() -> withProperties("command=run", "launch=magic"))
                .hasMessageContaining(file)
                .hasMessageContaining("'launch'")
                .hasMessageContaining("'magic'")
                .hasMessageContaining("'environment' or 'arguments'");
        assertRefused(() -> withProperties("command="))
                .hasMessageContaining(file)
                .hasMessageContaining("'command'")
                .hasMessageContaining("must not be empty");
        assertRefused(() -> withProperties("command=''"))
                .hasMessageContaining("'command'")
                .hasMessageContaining("first word");
        assertRefused(() -> withProperties("command='run"))
                .hasMessageContaining("'command'")
                .hasMessageContaining("not closed");
        assertRefused(() -> withProperties("command=run", "env.THRIFT_PLUGINS_TOKEN=hunter2"))
                .hasMessageContaining("'env.THRIFT_PLUGINS_TOKEN'")
                .hasMessageNotContaining("hunter2")
                .hasMessageContaining("belong to the framework");
        assertRefused(() -> withProperties("name=\\u00zz"))
                .hasMessageContaining(file)
                .hasMessageContaining("UTF-8");
        assertRefused(() -> withProperties("command=no-such-program-anywhere"))
                .hasMessageContaining("'no-such-program-anywhere'")
                .hasMessageContaining("neither in that directory nor on the PATH");
        assertRefused(() -> withProperties("command=bin/missing"))
                .hasMessageContaining(directory.resolve("bin/missing").toString());
    }

    @Test
    void changes_make_copies() {
        PluginSource source = PluginSource.of(script(directory, "mail-plugin", "exit 0"));
        assertThat(source.withName("other").name()).isEqualTo("other");
        assertThat(source.withArguments(List.of("--a=b")).options().arguments()).containsExactly("--a=b");
        assertThat(source.withWorkingDirectory(directory).workingDirectory()).isEqualTo(directory);
        assertThat(source.name()).isEqualTo("mail-plugin");
        assertThat(source.options().arguments()).isEmpty();
        assertThat(source.workingDirectory()).isNull();
        assertThatThrownBy(() -> source.withName(" ")).isInstanceOf(IllegalArgumentException.class);
    }
}
