package io.thriftplugins.e2e.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import io.thriftplugins.RegistrationToken;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import io.thriftplugins.e2e.support.Causes;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.Plugins;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.e2e.support.stranger.StrangerProcess;
import io.thriftplugins.spi.PluginRunner;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A host that launches its plugins in a way of its own, and needs from the server only what is public. */
@ExtendWith(LeakCheck.class)
class OwnLoaderTest {

    private static final Duration LONG = Duration.ofSeconds(40);

    @ParameterizedTest
    @EnumSource
    @DisplayName("A loader of one's own: issue a token, launch, await registration and ready, call, stop")
    void ownLoader(Transport transport) throws Exception {
        try (TestHost host = TestHost.start(transport)) {
            RegistrationToken token = host.server().issueToken("mine", LONG);
            CompletableFuture<PluginHandle> registration = host.server().registration(token);
            Process process = runner(host, token);

            PluginHandle plugin = host.server().awaitRegistration(token, LONG);
            plugin.awaitReady(LONG);

            assertThat(registration.get(1, TimeUnit.SECONDS)).isSameAs(plugin);
            assertThat(host.server().registration(token).join()).isSameAs(plugin);
            assertThat(plugin.pid()).isEmpty();
            assertThat(plugin.call("pid")).isEqualTo(process.pid());
            assertThat(plugin.stop(StopPolicy.DEFAULT)).isEqualTo(StopResult.GRACEFUL);
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(plugin.state()).isEqualTo(PluginState.STOPPED);
        }
    }

    @Test
    @DisplayName("The end of a process that the host did not launch is noticed by its connections")
    void crash() throws Exception {
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            RegistrationToken token = host.server().issueToken("mine");
            Process process = runner(host, token);
            PluginHandle plugin = host.server().awaitRegistration(token, LONG);
            plugin.awaitReady(LONG);

            process.destroyForcibly();

            assertThat(plugin.ended().get(20, TimeUnit.SECONDS).exitCode()).isNull();
            assertThat(plugin.state()).isEqualTo(PluginState.FAILED);
            Causes.failure(ErrorCode.PLUGIN_ENDED, () -> plugin.call("pid"));
            assertThat(host.server().plugins()).isEmpty();
        }
    }

    @Test
    @DisplayName("A refusal, too, is known to who asks after it happened")
    void refusedBefore() throws Exception {
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            RegistrationToken token = host.server().issueToken("refused");
            CompletableFuture<PluginHandle> before = host.server().registration(token);
            Process process = host.marked(new ProcessBuilder(
                            Plugins.java().toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            "io.thriftplugins.e2e.support.stranger.Stranger",
                            "--functions=f(",
                            "--server-endpoint=" + host.server().endpoint(),
                            "--token=" + token.value()))
                    .redirectErrorStream(true)
                    .start();
            assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();

            assertThat(before).isCompletedExceptionally();
            assertThat(Causes.failure(
                            ErrorCode.INVALID_SIGNATURE, () -> host.server().awaitRegistration(token, LONG)))
                    .hasMessageContaining("The plugin 'refused' was refused");
        }
    }

    @Test
    @DisplayName("A plugin that registered and ended before anyone asked is reported as ended, not as missing")
    void endedBefore() throws Exception {
        try (TestHost host = TestHost.start(Transport.PIPE);
                StrangerProcess stranger = new StrangerProcess(host)) {
            RegistrationToken token = host.server().issueToken("brief");
            stranger.register("c", token.value());
            host.server().plugins().forEach(plugin -> plugin.stop(StopPolicy.within(Duration.ZERO)));

            Throwable failure = Assertions.catchThrowable(() -> host.server().awaitRegistration(token, LONG));

            assertThat(failure).isInstanceOf(PluginException.class);
            assertThat(((PluginException) failure).code()).isEqualTo(ErrorCode.CLOSED);
            assertThat(failure).hasMessageContaining("'brief' was stopped");
        }
    }

    @Test
    @DisplayName("Who waits too long voids the token and learns what was missing")
    void tooLate() throws Exception {
        try (TestHost host = TestHost.start(Transport.PIPE);
                StrangerProcess stranger = new StrangerProcess(host)) {
            RegistrationToken token = host.server().issueToken("slow");
            assertThat(Causes.failure(
                            ErrorCode.REGISTRATION_TIMEOUT,
                            () -> host.server().awaitRegistration(token, Duration.ofMillis(10))))
                    .hasMessageContaining("'slow' did not register within 10 ms");
            assertThat(stranger.tell("c", "register", token.value())).contains("refused REGISTRATION_TOKEN_REVOKED");
            host.awaitEvent("slow", PluginState.FAILED);
        }
    }

    @Test
    @DisplayName("A token that expires unused is the end of the plugin's story: who waits and who listens is told")
    void expires() throws Exception {
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            RegistrationToken token = host.server().issueToken("forgotten", Duration.ofMillis(1));
            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> host.server().registration(token).isCompletedExceptionally());

            assertThat(Causes.failure(
                            ErrorCode.REGISTRATION_TIMEOUT, () -> host.server().awaitRegistration(token, LONG)))
                    .hasMessageContaining("'forgotten'");
            assertThat(host.awaitEvent("forgotten", PluginState.FAILED).failure())
                    .isNotNull();
        }
    }

    @Test
    @DisplayName("A token and a wait without a limit are possible, for plugins that are started by hand")
    void unlimited() throws Exception {
        Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
        try (TestHost host = TestHost.start(Transport.PIPE);
                StrangerProcess stranger = new StrangerProcess(host)) {
            RegistrationToken token = host.server().issueToken("by-hand", forEver, "test");
            long authorization = stranger.register("c", "test");
            PluginHandle plugin = host.server().awaitRegistration(token, forEver);
            assertThat(stranger.tell("c", "ready", authorization)).isEqualTo("done");
            plugin.awaitReady(forEver);
            plugin.stop(StopPolicy.within(Duration.ZERO));

            // The same value once more, as debug mode does.
            RegistrationToken again = host.server().issueToken("by-hand", forEver, "test");
            stranger.register("d", "test");
            assertThat(host.server().awaitRegistration(again, forEver)).isNotSameAs(plugin);
        }
    }

    private static Process runner(TestHost host, RegistrationToken token) throws Exception {
        PluginRunner runner = ServiceLoader.load(PluginRunner.class).findFirst().orElseThrow();
        List<String> command = new ArrayList<>(List.of(Plugins.java().toString()));
        command.addAll(Plugins.fastJvm());
        command.addAll(List.of(
                "-p",
                runner.modulePath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))));
        command.addAll(List.of("-m", runner.mainModule(), "--plugin=" + Plugins.probeJar()));
        command.add("--server-endpoint=" + host.server().endpoint());
        ProcessBuilder builder = host.marked(new ProcessBuilder(command)).inheritIO();
        builder.environment().put("THRIFT_PLUGINS_TOKEN", token.value());
        return builder.start();
    }
}
