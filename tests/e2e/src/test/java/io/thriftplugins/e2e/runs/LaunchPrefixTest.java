package io.thriftplugins.e2e.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.Plugins;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.server.LaunchPrefix;
import io.thriftplugins.server.PluginSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LeakCheck.class)
@DisplayName("A process that is started through a prefix")
class LaunchPrefixTest {

    /** Terminates at once, and waits for that, however busy the machine is. */
    private static final StopPolicy SIGNAL =
            new StopPolicy(Duration.ZERO, Duration.ofSeconds(20), Duration.ofSeconds(10));

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    @DisplayName("does what the prefix says; of several heaps the last one counts")
    void nice(Transport transport) throws Exception {
        try (TestHost host = TestHost.start(transport)) {
            PluginHandle plugin = host.load(host.marked(PluginJars.source(directory, CuriousPlugin.class))
                    .withLaunchPrefix(LaunchPrefix.of("nice", "-n", "10"))
                    .withJavaOptions(List.of("-Xmx100m"))
                    .withMaxHeap(40 << 20));

            String stat = (String) plugin.call("read", "/proc/self/stat");
            int before = niceness(Files.readString(Path.of("/proc/self/stat")));
            assertThat(niceness(stat)).isEqualTo(Math.min(before + 10, 19));
            assertThat((Long) plugin.call("heap")).isBetween(30L << 20, 40L << 20);
        }
    }

    /** The 19th field (proc(5)), counted from behind the name, which may have blanks. */
    private static int niceness(String stat) {
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')')).split(" ")[17]);
    }

    @Test
    @DisplayName("and whose wrapper stays is ended with it, by asking, by a signal, and as a crash (checklist 36, 37)")
    void wrapper() throws Exception {
        Path script = Plugins.script(directory.resolve("wrapper"), "\"$@\"", "exit $?");
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            PluginSource source = host.marked(PluginJars.source(directory, CuriousPlugin.class))
                    .withLaunchPrefix(LaunchPrefix.of(script.toString()));
            PluginHandle asked = host.load(source.withName("asked"));
            assertThat(asked.stop(StopPolicy.within(Duration.ofSeconds(20)))).isEqualTo(StopResult.GRACEFUL);
            assertThat(asked.ended().join().exitCode()).isZero();

            PluginHandle terminated = host.load(source.withName("terminated"));
            assertThat(terminated.stop(SIGNAL)).isEqualTo(StopResult.TERMINATED);

            PluginHandle killed = host.load(source.withName("killed"));
            ProcessHandle.of(killed.pid().orElseThrow()).orElseThrow().destroyForcibly();
            assertThat(killed.ended().get(20, TimeUnit.SECONDS).signal()).isEqualTo("SIGKILL");
        }
    }

    @Test
    @DisplayName("sees variables of its plugin.properties; the wrapper, which has the host's rights, doesn't")
    void variables() throws Exception {
        Path seen = directory.resolve("seen");
        Path script = Plugins.script(directory.resolve("wrapper"), "env > '" + seen + "'", "exec \"$@\"");
        Path plugin = Files.createDirectory(directory.resolve("plugin"));
        Plugins.script(plugin.resolve("run"), "echo \"pre=$LD_PRELOAD x=$X\" >&2", "exit 4");
        Files.writeString(plugin.resolve("plugin.properties"), "command=run\nenv.LD_PRELOAD=/evil.so\nenv.X=a b=c\n");
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            PluginSource source =
                    host.marked(PluginSource.of(plugin)).withLaunchPrefix(LaunchPrefix.of(script.toString()));

            assertThat(Errors.of(() -> host.load(source))).hasMessageContaining("pre=/evil.so x=a b=c");
            assertThat(seen).content().doesNotContain("LD_PRELOAD").contains("THRIFT_PLUGINS_LAUNCH=");
        }
    }

    @Test
    @DisplayName("that doesn't exist is told by its name")
    void missing() throws Exception {
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            PluginSource source = host.marked(PluginJars.source(directory, CuriousPlugin.class));

            var error =
                    Errors.of(() -> host.load(source.withLaunchPrefix(LaunchPrefix.of("no-such-wrapper", "--fast"))));

            assertThat(error.code()).isEqualTo(ErrorCode.LAUNCH_FAILED);
            assertThat(error).hasMessageContaining("'no-such-wrapper'").hasMessageContaining("PATH");
        }
    }
}
