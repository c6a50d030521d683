package io.thriftplugins.example.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.FunctionInfo;
import io.thriftplugins.TypedInterface;
import io.thriftplugins.example.snippets.typed.Calculator;
import io.thriftplugins.example.snippets.typed.CalculatorHost;
import io.thriftplugins.example.snippets.typed.CalculatorPlugin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@DisplayName("The programs in docs/typed-interfaces.md")
class TypedPageTest {

    @TempDir
    Path folder;

    private static String page() throws IOException {
        return PageJar.page("typed-interfaces.md");
    }

    @Test
    @DisplayName("are those of this module to the letter")
    void shown() throws IOException {
        assertThat(page())
                .contains(PageJar.programs("typed/Calculator", "typed/CalculatorPlugin", "typed/CalculatorHost"));
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
            Path jar = PageJar.write(
                    folder,
                    CalculatorPlugin.class,
                    Calculator.class,
                    Calculator.Summary.class,
                    Calculator.Progress.class,
                    Calculator.DivisionByZero.class);
            CalculatorHost.main(new String[] {jar.toString()});
        } finally {
            System.setOut(before);
        }
        String output = printed.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
        assertThat(output).hasLineCount(6);
        assertThat(page()).contains("```text\n" + output + "```");
    }
}
