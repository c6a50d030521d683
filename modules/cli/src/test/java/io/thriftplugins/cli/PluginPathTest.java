package io.thriftplugins.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.runner.JarRunner;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PluginPathTest {

    @Test
    void aPluginProcessGetsNoneOfTheCommandLinesLibraries() {
        List<String> path =
                new JarRunner().modulePath().stream().map(Path::toString).toList();
        assertThat(path)
                .isNotEmpty()
                .noneMatch(
                        file -> file.contains("picocli") || file.contains("jackson") || file.contains("slf4j-simple"));
    }
}
