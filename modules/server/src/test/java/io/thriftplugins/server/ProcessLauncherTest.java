package io.thriftplugins.server;

import static io.thriftplugins.server.Scripts.executable;
import static io.thriftplugins.server.Scripts.file;
import static io.thriftplugins.server.Scripts.pluginJar;
import static io.thriftplugins.server.Scripts.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.StopResult;
import io.thriftplugins.spi.PluginRunner;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLauncherTest {

    private final Launch launch = new Launch();

    @TempDir
    Path directory;

    @AfterEach
    void end() {
        launch.close();
    }

    private AbstractThrowableAssert<?, ?> assertRefused(PluginSource source) {
        return assertThatThrownBy(() -> launch.start(source))
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LAUNCH_FAILED))
                .hasMessageContaining("'" + source.name() + "'");
    }

    private String token() {
        return launch.arguments.token().value();
    }

    @Test
    void an_executable_gets_the_arguments_of_the_contract_in_its_order() {
        Path script =
                script(directory, "plugin", "for a; do echo \"<$a>\"; done", "env | grep -c $THRIFT_PLUGINS_LAUNCH");
        ProcessEnd end = launch.run(PluginSource.of(script).withArguments(List.of("--first=1")));
        assertThat(end.exitCode()).isZero();
        assertThat(launch.stdout)
                .containsExactly(
                        "<--first=1>",
                        "<--server-endpoint=net.pipe://127.0.0.1/thph-TEST>",
                        "<--token=[token]>",
                        "<--parent-pid=" + ProcessHandle.current().pid() + ">",
                        "<--log-level=Debug>",
                        "1");
    }

    @Test
    void the_token_reaches_the_process_though_no_line_of_its_output_shows_it() throws IOException {
        Path seen = directory.resolve("seen");
        launch.run(PluginSource.of(script(directory, "plugin", "echo $2 | tee " + seen, "echo $2 >&2")));
        assertThat(Files.readString(seen)).isEqualTo("--token=" + token() + "\n");
        assertThat(launch.stdout).containsExactly("--token=[token]");
        assertThat(launch.stderr).containsExactly("--token=[token]");
    }

    @Test
    void launch_environment_keeps_the_token_off_the_command_line() throws IOException {
        Path seen = directory.resolve("seen");
        script(directory, "run", "echo $# $THRIFT_PLUGINS_TOKEN $THRIFT_PLUGINS_STDIN > " + seen);
        file(directory, PluginProperties.FILE, "command=run\nlaunch=environment");
        launch.run(PluginSource.of(directory));
        assertThat(Files.readString(seen)).isEqualTo("3 " + token() + " watch\n");
    }

    @Test
    void stdin_stays_open_and_silent() {
        PluginProcess process = launch.start(PluginSource.of(script(directory, "plugin", "read line", "echo end")));
        assertThat(process.onExit()).isNotDone();
        assertThat(process.stop(Launch.PATIENT, () -> false)).isEqualTo(StopResult.INPUT_ENDED);
        assertThat(Launch.get(process.onExit()).exitCode()).isZero();
        assertThat(launch.stdout).containsExactly("end");
    }

    @Test
    @DisplayName("the environment is inherited, hidden or listed, by choice (checklist 19)")
    void environment() {
        PluginSource source = PluginSource.of(script(directory, "plugin", "env | sed 's/=.*//'"));
        // What the host itself was launched with is not for its plugins.
        List<String> ofHost = System.getenv().keySet().stream()
                .filter(name -> !name.startsWith(EnvironmentPolicy.RESERVED_PREFIX))
                .toList();
        launch.run(source);
        assertThat(launch.stdout)
                .containsAll(ofHost)
                .contains("THRIFT_PLUGINS_STDIN", "THRIFT_PLUGINS_LAUNCH")
                .doesNotContain("THRIFT_PLUGINS_TOKEN");

        String other = ofHost.stream()
                .filter(name -> !List.of(
                                "PATH", "TMPDIR", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "PWD", "SHLVL", "_", "OLDPWD")
                        .contains(name))
                .findFirst()
                .orElseThrow();
        launch.stdout.clear();
        launch.run(source.withEnvironment(EnvironmentPolicy.hidden().with("MODE", "fast")));
        assertThat(launch.stdout).contains("PATH", "MODE").doesNotContain(other);

        launch.stdout.clear();
        launch.run(source.withEnvironment(EnvironmentPolicy.listed(other)));
        assertThat(launch.stdout).contains("PATH", other).doesNotContain("MODE");
    }

    @Test
    @DisplayName("arguments, directories and variables may have blanks and any characters (checklist 20)")
    void odd_characters() throws IOException {
        String odd = "größer als 'das' \"✓ 日本\" $HOME\t*";
        assumeThat(Charset.forName(System.getProperty("sun.jnu.encoding"))
                        .newEncoder()
                        .canEncode(odd))
                .as("a locale that can encode the characters")
                .isTrue();
        Path place = Files.createDirectories(directory.resolve("ein Verzeichnis ✓"));
        Path script = script(place, "mein plugin ü", "echo \"$1\"", "echo \"$MODE\"", "pwd");
        launch.run(PluginSource.of(script)
                .withArguments(List.of(odd))
                .withWorkingDirectory(place)
                .withEnvironment(EnvironmentPolicy.hidden().with("MODE", odd)));
        assertThat(launch.stdout).containsExactly(odd, odd, place.toRealPath().toString());
    }

    @Test
    void a_command_starts_in_its_directory() throws IOException {
        file(directory, "data.txt", "the data");
        file(directory, PluginProperties.FILE, "command = cat data.txt -");
        PluginProcess process = launch.start(PluginSource.of(directory).withArguments(List.of("--")));
        process.stop(Launch.PATIENT, () -> false);
        Launch.get(process.onExit());
        assertThat(launch.stdout).contains("the data");
    }

    @Test
    @DisplayName("not executable any more: clear error (checklist 12)")
    void not_executable() throws IOException {
        PluginSource source = PluginSource.of(script(directory, "plugin", "exit 0"));
        Files.setPosixFilePermissions(source.path(), Set.of(PosixFilePermission.OWNER_READ));
        assertRefused(source).hasMessageContaining("chmod +x");
    }

    @Test
    @DisplayName("no interpreter: the error names it (checklist 13)")
    void no_interpreter() {
        assertRefused(PluginSource.of(executable(directory, "plugin", "#!/opt/no/such/python -u\nprint(1)\n")))
                .hasMessageContaining("'/opt/no/such/python'");
        assertRefused(PluginSource.of(executable(directory, "dos-plugin", "#!/bin/sh\r\nexit 0\r\n")))
                .hasMessageContaining("Windows line end");
        assertRefused(PluginSource.of(executable(directory, "text-plugin", "echo hello\n")))
                .hasMessageContaining("#!/bin/sh");
        assertRefused(PluginSource.of(executable(directory, "empty-plugin", "")))
                .hasMessageContaining("it is empty");
    }

    @Test
    @DisplayName("wrong architecture: the error names both (checklist 13)")
    void wrong_architecture() throws IOException {
        byte[] program = Files.readAllBytes(Path.of("/proc/self/exe"));
        // e_machine: 2, SPARC, of which no emulator is likely to be registered.
        boolean bigEndian = program[5] == 2;
        program[18] = (byte) (bigEndian ? 0 : 2);
        program[19] = (byte) (bigEndian ? 2 : 0);
        Path plugin = script(directory, "plugin");
        Files.write(plugin, program);
        assertRefused(PluginSource.of(plugin)).hasMessageContaining("another processor, number 2; this machine is ");
    }

    @Test
    @DisplayName("gone since it was found: clear error (checklist 14)")
    void no_such_file() throws IOException {
        PluginSource source = PluginSource.of(script(directory, "plugin", "exit 0"));
        Files.delete(source.path());
        assertRefused(source).hasMessageContaining(source.path() + " does not exist any more");
    }

    @Test
    void a_missing_working_directory_is_named() {
        PluginSource source = PluginSource.of(script(directory, "plugin", "exit 0"));
        assertRefused(source.withWorkingDirectory(directory.resolve("gone")))
                .hasMessageContaining(directory.resolve("gone").toString());
    }

    @Test
    void too_long_a_command_line_is_refused_without_printing_it() {
        PluginSource source = PluginSource.of(script(directory, "plugin", "exit 0"));
        assertRefused(source.withArguments(List.of("x".repeat(5_000_000))))
                .hasMessageContaining("too long")
                .hasMessageNotContaining("xxx");
    }

    @Test
    void a_jar_without_a_runner_names_the_artifact_to_add() {
        PluginSource source = PluginSource.of(pluginJar(directory, "plugin.jar"));
        assertThatThrownBy(() -> launch.start(source))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("io.thriftplugins:thrift-plugins-runner");
    }

    @Test
    void a_jar_runs_in_this_jvm_s_like_with_the_runner_on_the_module_path() throws Exception {
        Path source = directory.resolve("src");
        file(source, "module-info.java", "module probe {}");
        file(source, "probe/Main.java", """
                package probe;
                public class Main {
                    public static void main(String[] args) {
                        System.out.println(Main.class.getModule().getName() + " " + System.getProperty("java.home"));
                        System.out.println(System.getProperty("mode") + " " + System.getenv("THRIFT_PLUGINS_STDIN"));
                        System.out.println(System.getenv("THRIFT_PLUGINS_TOKEN").length());
                        for (String arg : args) {
                            System.out.println(arg);
                        }
                    }
                }
                """);
        Path classes = directory.resolve("classes");
        TestCompiler.compile(source, classes, List.of());
        Path jar = pluginJar(directory, "plugin.jar");
        ProcessLauncher launcher = new ProcessLauncher(launch.pump, () -> new ProbeRunner(classes));
        PluginProcess process = launch.started(launcher.launch(
                PluginSource.of(jar).withJavaOptions(List.of("-Dmode=a b")),
                launch.arguments,
                new ProcessOutput(launch.stdout::add, launch.stderr::add)));
        assertThat(Launch.get(process.onExit()).exitCode()).isZero();
        assertThat(launch.stdout)
                .containsExactly(
                        "probe " + System.getProperty("java.home"),
                        "a b watch",
                        "64",
                        "--plugin=" + jar,
                        "--server-endpoint=net.pipe://127.0.0.1/thph-TEST",
                        "--parent-pid=" + ProcessHandle.current().pid(),
                        "--log-level=Debug");
    }

    private record ProbeRunner(Path classes) implements PluginRunner {

        @Override
        public PluginRunner transportsFrom(ModuleLayer layer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Path> modulePath() {
            return List.of(classes);
        }

        @Override
        public String mainModule() {
            return "probe/probe.Main";
        }

        @Override
        public Running runHere(Path plugin, List<String> arguments) {
            throw new UnsupportedOperationException("Nothing here runs in the host");
        }
    }
}
