package io.thriftplugins.e2e.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.Jvm;
import io.thriftplugins.e2e.kit.LeftPipes;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.Processes;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.server.EnvironmentPolicy;
import io.thriftplugins.server.PluginSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@EnabledOnOs(value = OS.LINUX, disabledReason = "Bubblewrap is for Linux")
@ExtendWith(LeakCheck.class)
@DisplayName("A plugin that bubblewrap confines")
class ConfinementTest {

    /** Terminates at once, and waits for that, however busy the machine is. */
    private static final StopPolicy SIGNAL =
            new StopPolicy(Duration.ZERO, Duration.ofSeconds(20), Duration.ofSeconds(10));

    @TempDir
    Path directory;

    private PluginSource confined(TestHost host, Language language) throws IOException {
        return language.source(Language.empty(directory))
                .withLaunchPrefix(language.confined())
                .withEnvironment(host.marked(EnvironmentPolicy.hidden()));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("can be called, and reaches nothing but its host's pipe")
    void reachesNothing(Language language) throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "a secret");
        try (TestHost host = TestHost.start(Transport.PIPE);
                TestHost other = TestHost.start(Transport.PIPE);
                ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            PluginSource source = confined(host, language);
            PluginHandle plugin = host.load(source);

            assertThat(plugin.call("echo", "hello")).isEqualTo("hello");
            fails(plugin, "read", secret.toString());
            assertThat(list(plugin.call("files", directory.toString())))
                    .as("the directory that its own is in")
                    .doesNotContain("secret");
            plugin.call("write", directory.resolve("new").toString());
            assertThat(directory.resolve("new")).as("/tmp is another one").doesNotExist();
            Path own = source.path();
            fails(plugin, "write", (Files.isDirectory(own) ? own.resolve("plugin.properties") : own).toString());
            for (String root : List.of("/usr", "/", "/dev", "/etc")) {
                fails(plugin, "write", Path.of(root, "new").toString());
            }
            plugin.call("write", "/dev/shm/new");
            fails(plugin, "files", "/home");
            fails(plugin, "read", "/etc/passwd");
            fails(plugin, "connect", "127.0.0.1", server.getLocalPort());
            assertThat(other.server().endpoint()).isInstanceOf(PipeEndpoint.class);
            assertThat(list(plugin.call("files", temporary(plugin).toString())))
                    .as("its own pipes, and its host's")
                    .hasSize(2)
                    .contains("CoreFxPipe_" + ((PipeEndpoint) host.server().endpoint()).name())
                    .anyMatch(name -> name.startsWith("CoreFxPipe_qcatp-"));
            assertThat(list(plugin.call("processes")))
                    .as("itself, and bubblewrap's init")
                    .hasSize(2)
                    .anyMatch(command -> command.contains("bwrap --unshare-all"));
            assertThat(list(plugin.call("files", "/tmp"))).noneMatch(name -> name.startsWith("CoreFxPipe_"));
        }
    }

    private static void fails(PluginHandle plugin, String function, Object... arguments) {
        assertThat(Errors.of(() -> plugin.call(function, arguments)).code())
                .as("%s %s", function, List.of(arguments))
                .isEqualTo(ErrorCode.FUNCTION_FAILED);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("can't take its host's pipe from other plugins, nor open it for other users (checklist 57)")
    void changesNothing(Language language) throws Exception {
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            PluginHandle plugin = host.load(confined(host, language));
            String name = "CoreFxPipe_" + ((PipeEndpoint) host.server().endpoint()).name();
            Path pipe = temporary(plugin).resolve(name);
            Path shared = temporary(plugin).getParent().resolveSibling(name);
            assertThat(Files.isSameFile(pipe, shared)).isTrue();
            String before = PosixFilePermissions.toString(Files.getPosixFilePermissions(shared));

            fails(plugin, "chmod", pipe.toString(), 0);
            fails(plugin, "chmod", pipe.toString(), 0777);
            fails(plugin, "link", pipe.toString(), pipe + "-too");

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shared)))
                    .isEqualTo(before);
            assertThat(host.load(confined(host, language).withName("second")).call("echo", 1))
                    .isEqualTo(1L);
        }
    }

    /** Where its pipes are. */
    private static Path temporary(long pid) throws IOException {
        String environment = Files.readString(Path.of("/proc", Long.toString(pid), "environ"));
        Path found = Path.of(Stream.of(environment.split("\0"))
                .filter(entry -> entry.startsWith("TMPDIR="))
                .findFirst()
                .orElseThrow()
                .substring("TMPDIR=".length()));
        assertThat(found.getParent().getFileName().toString()).startsWith("thrift-plugins-own-");
        return found;
    }

    private static Path temporary(PluginHandle plugin) throws IOException {
        return temporary(plugin.pid().orElseThrow());
    }

    private static List<String> list(Object value) {
        return ((List<?>) value).stream().map(String::valueOf).toList();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("ends when it is stopped, with all that it started and its directory (checklist 35, 37, 40)")
    void stopped(Language language) throws Exception {
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            PluginHandle plugin = host.load(confined(host, language));
            Path temporary = temporary(plugin);
            plugin.call("spawn");

            assertThat(plugin.stop(StopPolicy.within(Duration.ofSeconds(20)))).isEqualTo(StopResult.GRACEFUL);

            assertThat(plugin.ended().join().exitCode()).isZero();
            assertThat(temporary.getParent()).doesNotExist();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("ends when it is terminated, and when it is killed (checklist 36, 37, 42)")
    void killed(Language language) throws Exception {
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            PluginHandle first = host.load(confined(host, language));
            first.call("spawn");
            assertThat(first.stop(SIGNAL)).isEqualTo(StopResult.TERMINATED);

            PluginHandle second = host.load(confined(host, language).withName("second"));
            Path temporary = temporary(second);
            second.call("spawn");
            ProcessHandle.of(second.pid().orElseThrow()).orElseThrow().destroyForcibly();

            assertThat(second.ended().get(20, TimeUnit.SECONDS).signal()).isEqualTo("SIGKILL");
            assertThat(temporary.getParent()).doesNotExist();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("ends when its host is killed, although it doesn't see the host's process (checklist 46)")
    void hostKilled(Language language) throws Exception {
        language.require();
        String mark = UUID.randomUUID().toString();
        List<String> command = Jvm.command(ConfiningHost.class);
        command.addAll(List.of(language.name(), Language.empty(directory).toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put(ConfiningHost.MARK, mark);
        Process host = builder.start();
        Path temporary;
        LeftPipes left = new LeftPipes();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(host.getInputStream(), StandardCharsets.UTF_8))) {
            temporary = temporary(Long.parseLong(lines.readLine()));
            left.add(lines.readLine());
            assertThat(Processes.withVariable(ConfiningHost.MARK, mark).size()).isGreaterThan(3);
        } finally {
            host.destroyForcibly().waitFor();
            left.close();
        }

        Awaitility.await("no process to be left")
                .atMost(Duration.ofSeconds(5))
                .until(() -> Processes.withVariable(ConfiningHost.MARK, mark), List::isEmpty);
        try (TestHost next = TestHost.start(Transport.PIPE)) {
            // What the host has left is removed by the next one that needs such a directory.
            next.load(confined(next, language));
            Awaitility.await("its directory to be removed").until(() -> !Files.exists(temporary.getParent()));
        }
    }

    @Test
    @DisplayName("can't be launched by a host that listens on TCP, which is told so")
    void noNetwork() throws Exception {
        try (TestHost host = TestHost.start(Transport.SOCKET)) {
            PluginSource source = confined(host, Language.JAVA);
            var error = Errors.of(() -> host.load(source));

            assertThat(error.code()).isEqualTo(ErrorCode.LAUNCH_FAILED);
            assertThat(error).hasMessageContaining("let the server listen on a pipe, or allow the network");

            PluginHandle plugin = host.load(source.withLaunchPrefix(
                    Language.JAVA.confined().withNetwork().writable(directory)));
            plugin.call("write", directory.resolve("new").toString());
            assertThat(directory.resolve("new")).hasContent("I was here");
        }
    }
}
