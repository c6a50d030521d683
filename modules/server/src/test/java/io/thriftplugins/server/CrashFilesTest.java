package io.thriftplugins.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Files of a crash")
final class CrashFilesTest {

    private static final long PID = 999_999_999_999L;

    private final Instant launched = Instant.now().minusSeconds(60);

    @TempDir
    private Path work;

    @TempDir
    private Path elsewhere;

    private List<Path> found(List<String> command, Map<String, String> environment) {
        return CrashFiles.of(command, environment, work, PID, launched);
    }

    private static Path file(Path directory, String name) throws IOException {
        return Files.writeString(directory.resolve(name), "x");
    }

    @Test
    void areLookedForInTheWorkingDirectory() throws IOException {
        Path error = file(work, "hs_err_pid" + PID + ".log");
        Path dump = file(work, "java_pid" + PID + ".hprof");

        assertThat(found(List.of("program"), Map.of())).containsExactly(error, dump);
    }

    @Test
    @DisplayName("of another process, or from before the launch, are none (checklist 50)")
    void ofOthersAreNone() throws IOException {
        Path old = file(work, "hs_err_pid" + PID + ".log");
        Files.setLastModifiedTime(old, FileTime.from(launched.minusSeconds(3600)));
        file(work, "java_pid" + (PID - 1) + ".hprof");
        Files.createDirectory(work.resolve("java_pid" + PID + ".hprof"));

        assertThat(found(List.of("program"), Map.of())).isEmpty();
    }

    @Test
    void areLookedForWhereOptionsPoint() throws IOException {
        Path error = file(elsewhere, "crash-" + PID + "-100%.txt");
        Path dump = file(elsewhere, "java_pid" + PID + ".hprof");
        List<String> command =
                List.of("java", "-XX:ErrorFile=" + elsewhere + "/crash-%p-100%%.txt", "-XX:HeapDumpPath=" + elsewhere);

        assertThat(found(command, Map.of())).containsExactly(error, dump);
    }

    @Test
    void areLookedForWhereOptionsInTheEnvironmentPoint() throws IOException {
        Path dump = file(work, "dump");

        assertThat(found(List.of("java"), Map.of("JAVA_TOOL_OPTIONS", " -Xmx1g  -XX:HeapDumpPath=dump")))
                .containsExactly(dump);
    }
}
