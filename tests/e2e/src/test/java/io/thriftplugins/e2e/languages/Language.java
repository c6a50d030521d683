package io.thriftplugins.e2e.languages;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.e2e.kit.Skip;
import io.thriftplugins.e2e.support.Python;
import io.thriftplugins.server.PluginSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A language that an example is written in. A variable says what runs it; without it, the tests are skipped. */
public enum Language {
    PYTHON("python-statistics", "plugin.py", "python3 plugin.py", "THRIFT_PLUGINS_PYTHON", "a Python with thrift"),
    NODE(
            "node-text",
            "plugin.js",
            "node plugin.js",
            "THRIFT_PLUGINS_NODE",
            "a Node.js, after 'npm ci' in examples/node-text"),
    GO("go-files", "plugin.go", "./go-files", "THRIFT_PLUGINS_GO", "what 'go build' makes in examples/go-files");

    private final String example;
    private final String program;
    private final String command;
    private final String variable;
    private final String whatItNames;

    Language(String example, String program, String command, String variable, String whatItNames) {
        this.example = example;
        this.program = program;
        this.command = command;
        this.variable = variable;
        this.whatItNames = whatItNames;
    }

    /** As the scripts in tests/python call it. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name in the example's plugin.properties, and in what it registers with. */
    String plugin() {
        return example;
    }

    Path directory() {
        return Python.repository().resolve("examples").resolve(example);
    }

    Path program() {
        return directory().resolve(program);
    }

    /** Whether the variable is there. */
    public boolean isAvailable() {
        String tool = System.getenv(variable);
        return tool != null && !tool.isBlank();
    }

    /** Skips the test if the variable is missing; on the build server that is a failure. */
    List<String> require() {
        String tool = System.getenv(variable);
        if (tool != null && !tool.isBlank()) {
            return this == GO ? List.of(tool) : List.of(tool, program().toString());
        }
        return Skip.unlessOnBuildServer(variable + " does not name " + whatItNames);
    }

    /** The example, but for the command in its plugin.properties, which names the tool by its path. */
    public PluginSource source(Path empty) throws IOException {
        String full = require().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        String properties = Files.readString(directory().resolve("plugin.properties"));
        assertThat(properties).contains("command=" + command + "\n");
        Path copy = Files.createDirectories(empty.resolve(example));
        Files.writeString(
                copy.resolve("plugin.properties"), properties.replace("=" + command + "\n", "=" + full + "\n"));
        return PluginSource.directory(copy);
    }
}
