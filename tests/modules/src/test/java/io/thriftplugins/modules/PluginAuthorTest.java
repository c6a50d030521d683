package io.thriftplugins.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A plugin's author compiles against the programming interface alone")
class PluginAuthorTest {

    /** What the dependency on the interface brings: SLF4J for the log, and annotations for the compiler. */
    private static final List<Path> PATH =
            Artifacts.jars(Stream.of("io.thriftplugins.api", "org.slf4j", "org.jspecify"));

    @TempDir
    Path directory;

    @Test
    @DisplayName("as a module, without a warning")
    void module() throws IOException {
        assertThat(Program.of("adder").compile(directory, PATH, "-Xlint:all")).isEmpty();
    }

    @Test
    @DisplayName("on the class path, without a warning")
    void classPath() throws IOException {
        Program adder = Program.of("adder").without("module-info.java");
        assertThat(adder.compile(directory, PATH, "-Xlint:all")).isEmpty();
    }
}
