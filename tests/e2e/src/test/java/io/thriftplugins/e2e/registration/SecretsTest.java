package io.thriftplugins.e2e.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginEvent;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.RegistrationToken;
import io.thriftplugins.RemoteFailure;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.e2e.support.HostLog;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.Plugins;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.server.EnvironmentPolicy;
import io.thriftplugins.server.LoadResult;
import io.thriftplugins.server.PluginSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

/**
 * Whatever goes wrong, and whatever plugins tell of themselves: no secret comes into the host's log or an exception.
 * The plugins keep theirs in files, for the test to know what to look for.
 */
@ExtendWith(LeakCheck.class)
class SecretsTest {

    private static final Set<String> PLUGINS = Set.of(
            "probe",
            "failing",
            "stranger",
            "bad-signature",
            "foreign",
            "exits",
            "dies",
            "in-environment",
            "late",
            "nobody");

    @TempDir
    Path directory;

    private final StringWriter said = new StringWriter();
    private final PrintWriter out = new PrintWriter(said);

    @Test
    @DisplayName("No token occurs in a log line or an exception's text (checklist 9)")
    void nothingTellsTokens() throws Exception {
        Path secrets = Files.createDirectory(directory.resolve("secrets"));
        try (HostLog log = HostLog.record(Level.TRACE, SecretsTest::isRecorded)) {
            try (TestHost host = TestHost.start(
                    Transport.PIPE,
                    server -> server,
                    loader ->
                            loader.registrationTimeout(Duration.ofSeconds(15)).readyTimeout(Duration.ofSeconds(15)))) {
                EnvironmentPolicy environment =
                        host.marked(EnvironmentPolicy.inherited().with("E2E_SECRETS", secrets.toString()));
                List<LoadResult> results = host.loader()
                        .loadAll(sources(host).stream()
                                .map(source -> source.withEnvironment(environment))
                                .toList());
                results.forEach(this::tell);
                try (TestHost impatient = TestHost.start(
                        Transport.PIPE,
                        server -> server,
                        loader -> loader.registrationTimeout(Duration.ofMillis(500)))) {
                    tellFailure(() -> impatient.load(impatient
                            .marked(PluginSource.executable(tellingScript("late", "sleep 1000")))
                            .withEnvironment(impatient.marked(
                                    EnvironmentPolicy.inherited().with("E2E_SECRETS", secrets.toString())))));
                }
                tokens(host, secrets);
                host.server().plugins().forEach(this::use);
                host.events("probe").forEach(this::tell);
            }
            assertThat(log.lines()).anyMatch(line -> line.message().contains("--token=[token]"));
            assertThat(log.text()).contains("My environment and arguments");
            out.println(log.text());
        }
        List<String> all = secretsIn(secrets);
        assertThat(all)
                .hasSizeGreaterThan(8)
                .allSatisfy(secret -> assertThat(secret).hasSizeGreaterThan(12));
        for (String secret : all) {
            assertThat(said.toString().lines().filter(line -> line.contains(secret)))
                    .as("what tells the secret")
                    .isEmpty();
        }
        assertNoHalves(all);
    }

    /** Plugins of other tests run at the same time, and would be told to log everything. */
    private static boolean isRecorded(String logger) {
        return !logger.startsWith("plugin.") || PLUGINS.contains(logger.substring("plugin.".length()));
    }

    /** A line that is logged in pieces must not bring the token in two halves. */
    private void assertNoHalves(List<String> secrets) {
        for (String secret : secrets) {
            if (secret.length() == 64) {
                String text = said.toString();
                assertThat(text).doesNotContain(secret.substring(0, 32), secret.substring(32));
            }
        }
    }

    private List<PluginSource> sources(TestHost host) throws IOException {
        return List.of(
                Plugins.probe(host, "probe", "-Dprobe.start=tell-all"),
                Plugins.probe(host, "failing", "-Dprobe.start=fail"),
                Plugins.stranger(host, "stranger", "--print=arguments"),
                Plugins.stranger(host, "bad-signature", "--functions=f(a integer)"),
                Plugins.stranger(host, "foreign", "--callback=tcp://192.0.2.1:1"),
                PluginSource.executable(tellingScript("exits", "exit 3")),
                PluginSource.executable(tellingScript("dies", "kill -9 $$")),
                PluginSource.directory(tellingDirectory()));
    }

    private Path tellingDirectory() throws IOException {
        Path plugin = Files.createDirectory(directory.resolve("in-environment"));
        Files.writeString(plugin.resolve("plugin.properties"), "command=./tell\nlaunch=environment\n");
        tellingScript("in-environment/tell", "exit 4");
        return plugin;
    }

    private Path tellingScript(String name, String end) throws IOException {
        return Plugins.script(
                directory.resolve(name),
                "echo \"$@\"; echo \"$@\" >&2; env; env >&2",
                "for argument in \"$@\" \"--token=$THRIFT_PLUGINS_TOKEN\"; do",
                "  case \"$argument\" in --token=?*) printf %s \"${argument#--token=}\" >\"$E2E_SECRETS/"
                        + name.replace('/', '-') + "\";; esac",
                "done",
                end);
    }

    private void tokens(TestHost host, Path secrets) throws IOException {
        RegistrationToken token = host.server().issueToken("nobody", Duration.ofSeconds(60));
        Files.writeString(secrets.resolve("issued"), token.value());
        out.println(token);
        tellFailure(() -> host.server().awaitRegistration(token, Duration.ofMillis(1)));
        tellFailure(() -> host.server().awaitRegistration(token, Duration.ofMillis(1)));
    }

    private void use(PluginHandle plugin) {
        out.println(plugin + " " + plugin.functions() + plugin.metadata());
        tellFailure(() -> plugin.call("no_such_function", 1));
        tellFailure(() -> plugin.call("add", "x"));
        tellFailure(() -> plugin.call("fail", "failed"));
        plugin.stop(StopPolicy.within(Duration.ofSeconds(5)));
        tellFailure(() -> plugin.call("add", 1, 2));
        out.println(plugin.ended().join() + plugin.ended().join().describe());
    }

    private void tell(PluginEvent event) {
        out.println(event);
        tell(event.failure());
    }

    private void tell(LoadResult result) {
        out.println(result);
        out.println(result.source().toString());
        tell(result.failure());
    }

    private void tellFailure(ThrowingCallable call) {
        tell(org.assertj.core.api.Assertions.catchThrowable(call));
    }

    private void tell(@Nullable Throwable failure) {
        if (failure == null) {
            return;
        }
        failure.printStackTrace(out);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PluginException e) {
                assertThat(e.code()).isNotEqualTo(ErrorCode.INTERNAL);
                for (RemoteFailure remote = e.remoteFailure(); remote != null; remote = remote.cause()) {
                    out.println(remote);
                }
            }
        }
    }

    private static List<String> secretsIn(Path directory) throws IOException {
        List<String> secrets = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                secrets.add(Files.readString(file));
            }
        }
        return secrets;
    }
}
