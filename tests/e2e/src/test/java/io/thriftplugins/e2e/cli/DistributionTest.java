package io.thriftplugins.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the build packs. */
@Timeout(120)
class DistributionTest {

    @TempDir
    private Path temp;

    @Test
    void onlyLibthriftIsAnAutomaticModule() {
        List<String> automatic = ModuleFinder.of(Installation.distribution().resolve("lib")).findAll().stream()
                .map(ModuleReference::descriptor)
                .filter(descriptor -> descriptor.isAutomatic())
                .map(descriptor -> descriptor.name())
                .toList();
        assertThat(automatic).containsExactly("org.apache.thrift");
    }

    @Test
    void hasTheProjectsVersion() throws Exception {
        try (Installation installation = new Installation(temp)) {
            Command version = installation.run("--version");
            assertThat(version.exitCode()).as("%s", version.err).isZero();
            assertThat(version.out).containsExactly("thrift-plugins " + System.getProperty("thriftplugins.version"));
        }
    }

    @Test
    void theScriptSaysWhatToDoWithoutJava() throws Exception {
        Path script = Installation.distribution().resolve("bin/thrift-plugins");
        assertThat(run(script, "JAVA_HOME", "/nowhere")).contains("JAVA_HOME is /nowhere");
        Path tools = Files.createDirectories(temp.resolve("bin"));
        for (String tool : List.of("sh", "dirname", "readlink")) {
            Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
        }
        assertThat(run(script, "PATH", tools.toString())).contains("no java on the PATH");
    }

    private static String run(Path script, String variable, String value) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", script.toString(), "--version");
        builder.environment().remove("JAVA_HOME");
        builder.environment().put(variable, value);
        try (Command command = Command.start(builder)) {
            assertThat(command.exitCode()).isEqualTo(1);
            assertThat(command.out).isEmpty();
            assertThat(command.err).hasSize(1);
            return command.err.get(0);
        }
    }
}
