package io.thriftplugins.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code thrift-plugins call}. */
@Timeout(300)
class CallTest {

    private static final String SLOWLY = "--timeout=60s";

    @TempDir
    private Path temp;

    @TempDir
    private Path files;

    private Installation installation;
    private Path plugin;

    @BeforeEach
    void install() throws Exception {
        installation = new Installation(temp);
        plugin = Installation.markdownPlugin();
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void printsTheResultAndNothingElse() throws Exception {
        Command call = installation.run("call", plugin, "add", 2, 3, SLOWLY);
        assertThat(call.exitCode()).as("%s", call.err).isZero();
        assertThat(call.out).containsExactly("5");
        assertThat(call.err).isEmpty();
        installation.assertNothingLeft();
    }

    @Test
    void worksOverSockets() throws Exception {
        Command call = installation.run("call", plugin, "add", 2, -3, "--transport", "socket", SLOWLY);
        assertThat(call.exitCode()).as("%s", call.err).isZero();
        assertThat(call.out).containsExactly("-1");
        installation.assertNothingLeft();
    }

    @Test
    void passesArgumentsOnAsTheyAre() throws Exception {
        Command call = installation.run(SLOWLY, "call", plugin, "markdown_render", "--", "- Grüße  'a' $HOME *");
        assertThat(call.exitCode()).as("%s", call.err).isZero();
        assertThat(call.out).containsExactly("\"<ul>\\n<li>Grüße  'a' $HOME *</li>\\n</ul>\\n\"");
    }

    @Test
    void runsThroughLinksAndFromDirectoriesWithBlanks() throws Exception {
        Path moved = files.resolve("a directory (with blanks)");
        Files.createSymbolicLink(moved, Installation.distribution());
        Path link = files.resolve("link");
        Files.createSymbolicLink(link, Path.of("a directory (with blanks)/bin/thrift-plugins"));
        installation.calledAs(link);
        Path copy = Files.copy(
                plugin, Files.createDirectories(files.resolve("my plugin")).resolve("my plugin.jar"));
        Files.createSymbolicLink(copy.resolveSibling("lib"), plugin.resolveSibling("lib"));
        Command call = installation.run("call", copy, "add", 2, 3, SLOWLY);
        assertThat(call.exitCode()).as("%s", call.err).isZero();
        assertThat(call.out).containsExactly("5");
    }

    @Test
    void anUnknownFunctionIsAnsweredWithTheFunctionsThatThereAre() throws Exception {
        assertFails(
                installation.run("call", plugin, "subtract", 2, SLOWLY), "no function 'subtract'", "add(a: integer");
    }

    @Test
    void wrongArgumentsAreAnsweredWithTheSignature() throws Exception {
        assertFails(installation.run("call", plugin, "add", 2, SLOWLY), "needs the argument 'b'", "add(a: integer");
        assertFails(installation.run("call", plugin, "add", 2, "x", SLOWLY), "'b' is string where integer is wanted");
    }

    @Test
    void aFunctionThatFailsIsAFailure() throws Exception {
        assertFails(installation.run("call", plugin, "add", Long.MAX_VALUE, 1, SLOWLY), "overflow");
    }

    @Test
    void verboseShowsTheStacksOfBothSides() throws Exception {
        Command call = installation.run("call", plugin, "add", Long.MAX_VALUE, 1, SLOWLY, "-v");
        assertThat(call.exitCode()).isEqualTo(1);
        assertThat(call.err)
                .anyMatch(line -> line.startsWith("\tat io.thriftplugins.cli"))
                .anyMatch(line -> line.startsWith("In the plugin: ") && line.contains("ArithmeticException"))
                .anyMatch(line -> line.contains("java.lang.Math.addExact"));
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
