package io.thriftplugins.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code thrift-plugins inspect}, and plugins that don't load. */
@Timeout(300)
class InspectTest {

    private static final String SLOWLY = "--timeout=60s";

    @TempDir
    private Path temp;

    @TempDir
    private Path files;

    private Installation installation;

    @BeforeEach
    void install() {
        installation = new Installation(temp);
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void showsNameVersionAndFunctions() throws Exception {
        Command inspect = installation.run("inspect", Installation.markdownPlugin(), SLOWLY);
        assertThat(inspect.exitCode()).as("%s", inspect.err).isZero();
        assertThat(inspect.out)
                .containsExactly(
                        "Name:      markdown",
                        "Version:   1.0.0",
                        "Functions:",
                        "  markdown_render(text: string): string",
                        "      Turns Markdown into HTML",
                        "  add(a: integer, b: integer): integer",
                        "      Adds two integers");
        assertThat(inspect.err).isEmpty();
        installation.assertNothingLeft();
    }

    @Test
    void showsThemAsJson() throws Exception {
        Command inspect = installation.run("inspect", "--json", Installation.markdownPlugin(), SLOWLY);
        assertThat(inspect.exitCode()).as("%s", inspect.err).isZero();
        assertThat(String.join("", inspect.out).replaceAll("\\s+", ""))
                .startsWith("{\"name\":\"markdown\",\"version\":\"1.0.0\",\"metadata\":{},\"functions\":[{")
                .contains("\"signature\":\"add(a:integer,b:integer):integer\",\"description\":\"Addstwointegers\"")
                .contains(
                        "{\"name\":\"b\",\"type\":\"integer\",\"optional\":false,\"default\":null,\"variadic\":false}")
                .endsWith("\"returns\":\"integer\",\"aggregate\":false,\"safe\":false}]}");
    }

    @Test
    void aFileThatIsNotThereIsNamed() throws Exception {
        assertFails(installation.run("inspect", files.resolve("no plugin.jar")), "no plugin.jar", "no such file");
    }

    @Test
    void aFileThatIsNotExecutableIsNamedWithTheRemedy() throws Exception {
        Path file = Files.writeString(files.resolve("plugin"), "#!/bin/sh\n");
        assertFails(installation.run("inspect", file), file.toString(), "chmod +x");
    }

    @Test
    void aPluginThatDiesAtOnceIsToldWithItsExitCodeAndLastWords() throws Exception {
        Path plugin = script("echo 'no configuration' >&2", "echo 'good bye' >&2", "exit 3");
        assertFails(installation.run("inspect", plugin, SLOWLY), "exit code 3", "no configuration | good bye");
    }

    @Test
    void aPluginThatNeverRegistersIsEnded() throws Exception {
        assertFails(
                installation.run("inspect", script("exec sleep 600"), "--timeout=500ms"), "did not register", "500 ms");
    }

    private Path script(String... lines) throws Exception {
        Path file = Files.writeString(files.resolve("plugin"), "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    /** Fails in one line, with the exit code 1, and leaves nothing behind. */
    private void assertFails(Command command, String... parts) throws Exception {
        assertThat(command.exitCode()).isEqualTo(1);
        assertThat(command.out).isEmpty();
        assertThat(command.err)
                .hasSize(1)
                .first()
                .asString()
                .startsWith("thrift-plugins: ")
                .contains(parts);
        installation.assertNothingLeft();
    }
}
