package io.thriftplugins.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.client.ClientArguments;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginProcessTest {

    private static final String ENDPOINT = "--server-endpoint=net.pipe://127.0.0.1/x";

    @TempDir
    Path directory;

    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void runs_the_plugin_and_returns_its_exit_code() throws Exception {
        FakeClient client = new FakeClient(() -> 0);

        assertThat(run(client, arguments("--plugin=" + plugin("result = \"made\";"))))
                .isZero();
        assertThat(client.definition.metadata()).containsEntry("result", "made");
        assertThat(client.arguments.token()).isEqualTo("secret-token");
        assertThat(client.contextClassLoader).isNotSameAs(before);
        assertThat(errors()).isEmpty();
    }

    @Test
    void passes_on_a_failing_exit_code() throws Exception {
        assertThat(run(new FakeClient(() -> 3), arguments("--plugin=" + plugin("result = null;"))))
                .isEqualTo(3);
    }

    @Test
    void tells_in_one_line_what_is_wrong_with_the_arguments() {
        assertFails(() -> 0, List.of(), "There are no arguments");
        assertFails(() -> 0, arguments(), "The plugin is missing; pass --plugin=PATH");
        assertFails(() -> 0, arguments("--plugin="), "The plugin is missing");
        assertFails(() -> 0, arguments("--plugin=a\0b"), "is no path");
        assertFails(() -> 0, arguments("--plugin=" + directory.resolve("none.jar")), "There is no file");
    }

    @Test
    void tells_in_one_line_what_went_wrong() throws Exception {
        List<String> arguments = arguments("--plugin=" + plugin("result = null;"));

        assertFails(
                () -> {
                    throw new PluginException(ErrorCode.ENDPOINT_UNAVAILABLE, "Nobody listens\nsecond line");
                },
                arguments,
                "Nobody listens");
        assertFails(
                () -> {
                    throw new IOException("gone");
                },
                arguments,
                "The plugin failed: java.io.IOException: gone");
        assertFails(
                () -> {
                    throw new NoClassDefFoundError("org/lib/Late");
                },
                arguments,
                "needs the class org.lib.Late, which was not found");
    }

    @Test
    void shows_the_stack_when_asked() {
        List<String> arguments = arguments("--plugin=" + directory.resolve("none.jar"));
        arguments.add("-v");
        assertThat(run(new FakeClient(() -> 0), arguments)).isEqualTo(1);
        assertThat(errors()).contains("\tat io.thriftplugins.runner");

        errors.reset();
        assertThat(run(
                        new FakeClient(() -> 0),
                        arguments("--log-level=debug", "--plugin=" + directory.resolve("none.jar"))))
                .isEqualTo(1);
        assertThat(errors()).contains("\tat io.thriftplugins.runner");
    }

    private void assertFails(Callable<Integer> body, List<String> arguments, String message) {
        errors.reset();
        assertThat(run(new FakeClient(body), arguments)).isEqualTo(1);
        assertThat(errors().lines()).singleElement().asString().contains(message);
    }

    /** (checklist 9): whatever goes wrong, the token isn't told. */
    private String errors() {
        String text = errors.toString(StandardCharsets.UTF_8);
        assertThat(text).doesNotContain("secret-token");
        return text;
    }

    private int run(FakeClient client, List<String> arguments) {
        PrintStream stream = new PrintStream(errors, true, StandardCharsets.UTF_8);
        return new PluginProcess(client::of, stream)
                .run(arguments, Map.of(ClientArguments.TOKEN_VARIABLE, "secret-token"));
    }

    private static List<String> arguments(String... more) {
        List<String> arguments = new ArrayList<>(List.of(ENDPOINT));
        arguments.addAll(List.of(more));
        return arguments;
    }

    private Path plugin(String constructorCode) throws IOException {
        return new TestJar(directory.resolve("plugin.jar"))
                .service("example.Main")
                .plugin(constructorCode)
                .build();
    }
}
