package io.thriftplugins.e2e.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import io.thriftplugins.e2e.support.Causes;
import io.thriftplugins.e2e.support.HostLog;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.Python;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.server.PluginSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.Level;

/** Plugins that know only the contract: {@code tests/python/fake_plugin.py} and the example. */
@ExtendWith(LeakCheck.class)
class PythonPluginTest {

    @TempDir
    Path directory;

    private static PluginSource fake(TestHost host, String... variant) {
        List<String> arguments =
                new ArrayList<>(List.of(Python.script("fake_plugin.py").toString()));
        arguments.addAll(List.of(variant));
        return host.marked(PluginSource.executable(Python.require()))
                .withName(variant[0])
                .withArguments(arguments);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A plugin in Python loads, is called, calls back, fails, and ends (checklist 1)")
    void normal(Transport transport) throws Exception {
        try (TestHost host = TestHost.start(
                transport,
                server -> server.function("greet(name: string): string", call -> "Hello " + call.getString("name")))) {
            PluginHandle plugin = host.load(fake(host, "normal"));

            assertThat(plugin.reportedName()).isEqualTo("fake-plugin");
            assertThat(plugin.call("echo", List.of(1, "ä", Map.of("k", 2.5))))
                    .isEqualTo(List.of(1L, "ä", Map.of("k", 2.5)));
            assertThat(plugin.call("call_host", "greet", "Python")).isEqualTo("Hello Python");
            PluginException failure = Causes.failure(ErrorCode.FUNCTION_FAILED, () -> plugin.call("fail", "bad luck"));
            assertThat(failure).hasMessageContaining("bad luck");
            assertThat(Objects.requireNonNull(Objects.requireNonNull(failure.remoteFailure())
                                    .cause())
                            .message())
                    .isEqualTo("the cause of bad luck");
            assertThat(plugin.stop(StopPolicy.DEFAULT)).isEqualTo(StopResult.GRACEFUL);
            assertThat(plugin.ended().join().exitCode()).isZero();
        }
    }

    @Test
    @DisplayName("Variants that are late, repeat themselves or print garbage load all the same (checklist 6, 7, 17)")
    void harmless() throws Exception {
        Python.require();
        try (HostLog log = HostLog.ofPlugin("register-twice", Level.ERROR);
                TestHost host = TestHost.start(Transport.PIPE)) {
            List<PluginSource> sources = List.of(
                    fake(host, "late-callback"),
                    fake(host, "ready-twice"),
                    fake(host, "ready-after", "300"),
                    fake(host, "register-twice"),
                    fake(host, "garbage-stdout"),
                    fake(host, "flood", "20"));

            assertThat(host.loader().loadAll(sources)).allSatisfy(result -> {
                assertThat(result.failure()).isNull();
                assertThat(Objects.requireNonNull(result.handle()).call("echo", 1))
                        .isEqualTo(1L);
            });

            Awaitility.await().until(() -> log.has(Level.ERROR, "The registration token was used already"));
        }
    }

    @Test
    @DisplayName("Variants that do something wrong fail, each with its reason (checklist 2, 11, 58)")
    void wrong() throws Exception {
        Python.require();
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            Map<String, ErrorCode> codes = Map.of(
                    "wrong-token", ErrorCode.LAUNCH_FAILED,
                    "foreign-callback", ErrorCode.CALLBACK_REFUSED,
                    "bad-signature", ErrorCode.INVALID_SIGNATURE,
                    "duplicate-function", ErrorCode.DUPLICATE_FUNCTION,
                    "exit-at-once", ErrorCode.LAUNCH_FAILED);
            Map<String, String> texts = Map.of(
                    "wrong-token", "The registration token is unknown",
                    "foreign-callback", "192.0.2.1",
                    "bad-signature", "add(a integer): integer",
                    "duplicate-function", "Echo",
                    "exit-at-once", "This plugin gives up at once.");
            List<PluginSource> sources = codes.keySet().stream()
                    .map(variant -> fake(
                            host,
                            variant.equals("exit-at-once") ? new String[] {variant, "17"} : new String[] {variant}))
                    .toList();

            assertThat(host.loader().loadAll(sources)).allSatisfy(result -> {
                String variant = result.source().name();
                assertThat(result.failure())
                        .as(variant)
                        .hasMessageContaining(texts.get(variant))
                        .extracting(failure -> Objects.requireNonNull(failure).code())
                        .isEqualTo(codes.get(variant));
            });
        }
    }

    @Test
    @DisplayName("Variants that hang are killed at the timeout (checklist 15, 16)")
    void hanging() throws Exception {
        Python.require();
        try (TestHost host = TestHost.start(
                Transport.PIPE,
                server -> server,
                loader -> loader.registrationTimeout(Duration.ofSeconds(5)).readyTimeout(Duration.ofSeconds(1)))) {
            Map<String, ErrorCode> codes = Map.of(
                    "no-register", ErrorCode.REGISTRATION_TIMEOUT,
                    "no-ready", ErrorCode.READY_TIMEOUT);
            List<PluginSource> sources =
                    codes.keySet().stream().map(variant -> fake(host, variant)).toList();

            assertThat(host.loader().loadAll(sources))
                    .allSatisfy(result -> assertThat(result.failure())
                            .extracting(
                                    failure -> Objects.requireNonNull(failure).code())
                            .isEqualTo(codes.get(result.source().name())));
        }
    }

    @Test
    @DisplayName("A plugin that answers Shutdown and SIGTERM and stays is killed")
    void stubborn() throws Exception {
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            PluginHandle plugin = host.load(fake(host, "ignore-shutdown"));
            assertThat(plugin.stop(
                            new StopPolicy(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofSeconds(10))))
                    .isEqualTo(StopResult.KILLED);
            assertThat(plugin.ended().join().signal()).isEqualTo("SIGKILL");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("The example in Python, a directory with plugin.properties, counts words and calls the host")
    void example(Transport transport) throws Exception {
        Path plugin = copyWithInterpreter(Python.require());
        try (HostLog log = HostLog.ofPlugin("python-statistics", Level.INFO);
                TestHost host = TestHost.start(
                        transport,
                        server -> server.function(
                                "link_target_exists(target: string): boolean",
                                call -> call.getString("target").equals("there.md")))) {
            PluginHandle handle = host.load(host.marked(PluginSource.directory(plugin)));

            Map<?, ?> statistics =
                    (Map<?, ?>) handle.call("text_statistics", "One two [three](there.md) [four](missing.md). Five ä.");

            assertThat(statistics.get("words")).isEqualTo(6L);
            assertThat(statistics.get("broken_links")).isEqualTo(List.of("missing.md"));
            assertThat(handle.version()).isEqualTo("1.0.0");
            assertThat(handle.state()).isEqualTo(PluginState.READY);
            Awaitility.await().until(() -> log.has(Level.INFO, "Counted 6 words"));
            assertThat(handle.stop(StopPolicy.DEFAULT)).isEqualTo(StopResult.GRACEFUL);
        }
    }

    /** The example, but for the interpreter in its command. */
    private Path copyWithInterpreter(Path python) throws Exception {
        Path from = Python.repository().resolve("examples").resolve("python-statistics");
        Path to = directory.resolve("python-statistics");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(path -> !path.toString().contains("__pycache__"))
                    .toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
        Path properties = to.resolve("plugin.properties");
        String text = Files.readString(properties);
        assertThat(text).contains("command=python3 plugin.py");
        Files.writeString(properties, text.replace("python3", "'" + python + "'"));
        return to;
    }
}
