package io.thriftplugins.server;

import static io.thriftplugins.server.Scripts.file;
import static io.thriftplugins.server.Scripts.jar;
import static io.thriftplugins.server.Scripts.pluginJar;
import static io.thriftplugins.server.Scripts.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.LogLevel;
import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.PluginException;
import io.thriftplugins.TokenRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of {@link PluginSource#discover}. */
class PluginDiscoveryTest {

    @TempDir
    Path directory;

    private List<String> found() {
        return PluginSource.discover(directory).stream()
                .map(source -> directory.relativize(source.path()).toString())
                .toList();
    }

    @Test
    void executables_need_plugin_in_their_name() {
        script(directory, "mail-plugin", "exit 0");
        script(directory, "TextPLUGIN", "exit 0");
        script(directory, "tool", "exit 0");
        file(directory, "plugin-notes", "not executable");
        assertThat(found()).containsExactly("TextPLUGIN", "mail-plugin");
    }

    @Test
    void symbols_documents_hidden_files_and_the_commands_of_hosts_are_skipped() {
        for (String name : List.of(
                "plugin.dbg",
                "plugin.pdb",
                "plugin.so",
                "plugin.txt",
                "plugin~",
                ".plugin",
                "QueryCat.Plugins.Client",
                "qcat-plugins-proxy14",
                "thrift-plugins")) {
            script(directory, name, "exit 0");
        }
        assertThat(found()).isEmpty();
    }

    @Test
    void jars_need_a_plugin_service() {
        pluginJar(directory, "mail.jar");
        jar(directory, "plugin-library.jar", "README", new byte[0]);
        file(directory, "plugin-broken.jar", "no zip");
        assertThat(found()).containsExactly("mail.jar");
    }

    @Test
    void a_module_that_provides_a_plugin_needs_no_service_file() throws Exception {
        Path source = directory.resolve("src");
        file(
                source,
                "module-info.java",
                "module acme { requires io.thriftplugins.api;" + " provides io.thriftplugins.Plugin with acme.Mail; }");
        file(
                source,
                "acme/Mail.java",
                "package acme; public class Mail implements io.thriftplugins.Plugin {"
                        + " public void define(io.thriftplugins.PluginDefinition d) {} }");
        Path classes = directory.resolve("classes");
        TestCompiler.compile(source, classes, TestCompiler.modulePathOfThisTest());
        jar(directory, "acme.jar", "module-info.class", Files.readAllBytes(classes.resolve("module-info.class")));
        assertThat(found()).containsExactly("acme.jar");
    }

    @Test
    void directories_need_properties_or_a_plugin_jar_and_are_not_searched_further() {
        script(directory, "mail/run", "exit 0");
        file(directory, "mail/plugin.properties", "name=the-mail\ncommand=run");
        pluginJar(directory.resolve("text"), "text.jar");
        jar(directory.resolve("other"), "other.jar", "README", new byte[0]);
        pluginJar(directory.resolve("deep/er"), "deeper.jar");
        pluginJar(directory.resolve("lib"), "library.jar");
        assertThat(found()).containsExactly("text", "mail");
    }

    @Test
    void the_newest_version_of_a_name_counts() {
        pluginJar(directory, "mail-1.9.0.jar");
        pluginJar(directory, "mail-1.10.0.jar");
        pluginJar(directory, "mail-1.2.0.jar");
        assertThat(found()).containsExactly("mail-1.10.0.jar");
    }

    @Test
    void a_version_under_development_comes_before_all() {
        pluginJar(directory, "mail-1.9.0.jar");
        pluginJar(directory, "mail.jar");
        assertThat(found()).containsExactly("mail.jar");
    }

    @Test
    void files_for_other_platforms_are_skipped() {
        script(directory, "plugin-1.0.0-freebsd", "exit 0");
        script(directory, "plugin-0.9.0-any", "exit 0");
        assertThat(found()).containsExactly("plugin-0.9.0-any");
    }

    @Test
    void a_broken_directory_is_listed_and_hinders_no_other() {
        file(directory, "broken/plugin.properties", "launch=magic");
        script(directory, "plugin", "exit 0");
        List<PluginSource> found = PluginSource.discover(directory);
        assertThat(found).extracting(PluginSource::name).containsExactly("broken", "plugin");
        LaunchArguments arguments = new LaunchArguments(
                new PipeEndpoint("a"), new TokenRegistry().issue("a", Duration.ofMinutes(1)), LogLevel.NONE);
        assertThatThrownBy(() -> LaunchPlan.of(found.get(0), arguments, () -> Runners.find(null)))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("'magic'");
    }

    @Test
    void a_directory_whose_command_is_no_name_of_a_file_hinders_no_other() {
        file(directory, "broken/plugin.properties", "command=plug\\u0000in");
        script(directory, "plugin", "exit 0");
        assertThat(PluginSource.discover(directory))
                .extracting(PluginSource::name)
                .containsExactly("broken", "plugin");
    }

    @Test
    void a_missing_directory_is_an_error() {
        assertThatThrownBy(() -> PluginSource.discover(directory.resolve("missing")))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("missing");
    }
}
