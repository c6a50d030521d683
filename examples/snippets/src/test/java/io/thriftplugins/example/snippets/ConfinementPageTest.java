package io.thriftplugins.example.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.example.snippets.confinement.CarefulHost;
import io.thriftplugins.server.Checksums;
import io.thriftplugins.server.PluginSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@DisplayName("The program in docs/confinement.md")
class ConfinementPageTest {

    @TempDir
    Path folder;

    @Test
    @DisplayName("is that of this module to the letter")
    void shown() throws IOException {
        assertThat(PageJar.page("confinement.md")).contains(PageJar.programs("confinement/CarefulHost"));
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "Bubblewrap is for Linux")
    @ResourceLock(Resources.SYSTEM_OUT)
    @DisplayName("lets a plugin greet")
    void run() throws IOException {
        Path jar = PageJar.write(folder, GreetingPlugin.class);
        Path checksums = Files.writeString(
                folder.resolve("sums.txt"),
                Checksums.compute(PluginSource.jar(jar)).toString());
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            CarefulHost.main(new String[] {jar.toString(), checksums.toString()});
        } finally {
            System.setOut(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8).lines()).containsExactly("Hello World");
    }
}
