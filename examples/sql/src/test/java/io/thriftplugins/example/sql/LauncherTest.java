package io.thriftplugins.example.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as users start it. */
class LauncherTest {

    @TempDir
    private static Path directory;

    /** How a run ended. */
    private record Run(int status, String out, String err) {}

    @BeforeAll
    static void data() throws Exception {
        Data.make(directory);
    }

    private static Run start(String path, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Installed.home().resolve("bin").resolve("sql").toString());
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(directory, "run", ".out");
        Path err = Files.createTempFile(directory, "run", ".err");
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("PATH", path);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            assertThat(process.waitFor(55, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new Run(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    /** With the plugin in Java only. */
    private static Run run(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(
                "--plugin", Installed.home().resolve("plugins").resolve("files").toString()));
        all.addAll(List.of(arguments));
        return start(System.getenv("PATH"), all.toArray(String[]::new));
    }

    @Test
    void theJourneyTouchesThreePlugins() throws Exception {
        Run run = start(Installed.searchPath(), "-f", "journey.sql");

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("""
                         town      | named | winter | summer
                        -----------+-------+--------+--------
                         london    |     2 |      0 |      1
                         aden      |     1 |      3 |      3
                         calcutta  |     1 |    5.5 |    5.5
                        """).contains(" offsets.csv | zone, utc_offset | ");
    }

    @Test
    void rowsAreATable() throws Exception {
        Run run = run("select zone, utc_offset from csv('offsets.csv') where zone = 'Asia/Kathmandu' limit 2");

        assertThat(run).isEqualTo(new Run(0, """
                                 zone           | utc_offset
                                ----------------+------------
                                 Asia/Kathmandu |       5.75
                                 Asia/Kathmandu |       5.75
                                (2 rows)
                                """, ""));
    }

    @Test
    void aFailedStatementEndsTheScript() throws Exception {
        Run run = run("select 1 as a; select nix from csv('offsets.csv'); select 2 as b");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEqualTo(" a\n---\n 1\n(1 row)\n");
        assertThat(run.err()).isEqualTo("sql: line 1, column 8: Column 'nix' not found in any table\n");
    }

    @Test
    void aMissingScriptIsTold() throws Exception {
        assertThat(run("-f", "nix.sql")).isEqualTo(new Run(1, "", "sql: can't read nix.sql: there is no such file\n"));
    }

    @Test
    void wrongArgumentsAreTold() throws Exception {
        Run run = run("--nix");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("sql: Unknown option: '--nix'\nTry 'sql --help'.\n");
        assertThat(run()).isEqualTo(new Run(2, "", "sql: say either a statement or -f FILE\nTry 'sql --help'.\n"));
    }

    @Test
    void aMissingPluginIsTold() throws Exception {
        Run run = start(System.getenv("PATH"), "--plugin", "nix", "select 1");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).startsWith("sql: ").contains("nix").hasLineCount(1);
    }

    @Test
    void functionsAreListed() throws Exception {
        Run run = run("--functions");

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .startsWith("files 1.0.0\n  table  csv(path: string, columns: string = '',")
                .contains("\n  value  file_text(path: string): string\n");
    }
}
