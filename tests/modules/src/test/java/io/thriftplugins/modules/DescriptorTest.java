package io.thriftplugins.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the JARs say about their modules, word for word, so that nothing is exported or required unnoticed.
 * {@code -Dgolden.rewrite} writes the files anew.
 */
@DisplayName("Descriptors match their golden files (checklist 75)")
class DescriptorTest {

    private static final Path GOLDEN = Path.of("src", "test", "golden");
    private static final String SUFFIX = ".txt";
    private static final boolean REWRITE = System.getProperty("golden.rewrite") != null;

    static List<String> modules() {
        return Artifacts.ours();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void descriptor(String module) throws IOException {
        String found = describe(module);
        Path golden = GOLDEN.resolve(module + SUFFIX);
        if (REWRITE) {
            Files.writeString(golden, found);
        }
        assertThat(golden)
                .as(
                        "what %s exports, requires, uses or provides has changed; if that is meant,"
                                + " run \"mvn verify -pl tests/modules -am -Dgolden.rewrite\" and commit %s",
                        module, golden)
                .exists()
                .hasContent(found);
    }

    @Test
    @DisplayName("There is one file for each module")
    void noneTooMany() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("remove what is not a module's file")
                    .isSubsetOf(modules().stream().map(name -> name + SUFFIX).toList());
        }
    }

    /** Without the version and the JAR's place. */
    private static String describe(String module) {
        StringWriter output = new StringWriter();
        PrintWriter printer = new PrintWriter(output);
        int code = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(
                        printer,
                        printer,
                        "--describe-module",
                        "--file",
                        Artifacts.jar(module).toString());
        assertThat(code).as(output.toString()).isZero();
        List<String> lines = output.toString().lines().toList();
        assertThat(lines.get(0)).startsWith(module);
        return module + "\n" + String.join("\n", lines.subList(1, lines.size())).strip() + "\n";
    }
}
