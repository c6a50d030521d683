package io.thriftplugins.example.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.FunctionInfo;
import io.thriftplugins.Plugin;
import io.thriftplugins.TypedInterface;
import io.thriftplugins.example.snippets.typed.Calculator;
import io.thriftplugins.example.snippets.typed.CalculatorHost;
import io.thriftplugins.example.snippets.typed.CalculatorPlugin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@DisplayName("The programs in docs/typed-interfaces.md")
class TypedPageTest {

    private static final Path ROOT = Path.of(System.getProperty("thriftplugins.root"));

    @TempDir
    Path folder;

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/typed-interfaces.md"));
    }

    @Test
    @DisplayName("are those of this module to the letter")
    void shown() throws IOException {
        for (String program : List.of("Calculator", "CalculatorPlugin", "CalculatorHost")) {
            assertThat(page())
                    .contains(Files.readString(
                            ROOT.resolve("examples/snippets/src/main/java/io/thriftplugins/example/snippets/typed/"
                                    + program + ".java")));
        }
    }

    @Test
    @DisplayName("have the signatures that the page tells")
    void signatures() throws IOException {
        String page = page();
        for (FunctionInfo function : TypedInterface.of(Calculator.class).functions()) {
            assertThat(page).contains("\n" + function.signature() + "\n");
        }
    }

    @Test
    @ResourceLock(Resources.SYSTEM_OUT)
    @DisplayName("print what the page says")
    void run() throws IOException {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            CalculatorHost.main(new String[] {pluginJar().toString()});
        } finally {
            System.setOut(before);
        }
        String output = printed.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
        assertThat(output).hasLineCount(6);
        assertThat(page()).contains("```text\n" + output + "```");
    }

    private Path pluginJar() throws IOException {
        Path jar = folder.resolve("calculator-plugin.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("META-INF/services/" + Plugin.class.getName()));
            out.write(CalculatorPlugin.class.getName().getBytes(StandardCharsets.UTF_8));
            for (Class<?> type : List.of(
                    CalculatorPlugin.class,
                    Calculator.class,
                    Calculator.Summary.class,
                    Calculator.Progress.class,
                    Calculator.DivisionByZero.class)) {
                String name = type.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(name));
                out.write(type.getClassLoader().getResourceAsStream(name).readAllBytes());
            }
        }
        return jar;
    }
}
