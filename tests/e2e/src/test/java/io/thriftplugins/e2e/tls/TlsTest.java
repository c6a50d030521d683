package io.thriftplugins.e2e.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.Blob;
import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.TlsEndpoint;
import io.thriftplugins.e2e.kit.KeyTool;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.PythonPeer;
import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.e2e.support.HostLog;
import io.thriftplugins.server.EnvironmentPolicy;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.ServerBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

@DisplayName("Hosts and plugins over TLS")
@Timeout(300)
final class TlsTest {

    private static final String TLS = TlsEndpoint.SCHEME;
    private static final int MEGABYTES = 3 << 20;

    @TempDir
    Path directory;

    private final AtomicReference<PluginHandle> loaded = new AtomicReference<>();

    @Test
    @DisplayName(
            "Keys that both sides make up: calls, nested ones, many at once, and blobs; in a process and in the host")
    void automatic() throws Exception {
        Path jar = PluginJars.write(directory, TlsPlugin.class);
        try (TestHost host = start(UnaryOperator.identity())) {
            for (PluginSource source : List.of(light(), PluginSource.jarInHost(jar))) {
                checkAll(host.load(source));
            }
        }
    }

    @Test
    @DisplayName("Keys that are made up are in no argument, no variable and no file; only pins are")
    void keysStayInside() throws Exception {
        Path home = Files.createDirectory(directory.resolve("home"));
        try (TestHost host = start(UnaryOperator.identity())) {
            PluginHandle plugin =
                    host.load(light().withWorkingDirectory(home).withJavaOptions(List.of("-Djava.io.tmpdir=" + home)));
            assertThat(plugin.call("add", 2, 3)).isEqualTo(5L);

            long pid = plugin.pid().orElseThrow();
            List<String> arguments = strings(Path.of("/proc/" + pid + "/cmdline"));
            assertThat(arguments).contains("--server-endpoint=" + host.server().endpoint());
            assertThat(arguments.subList(
                            arguments.indexOf("--plugin=" + directory.resolve("TlsPlugin.jar")), arguments.size()))
                    .allMatch(argument -> argument.matches("--(plugin|server-endpoint|parent-pid|log-level)=.*"));
            assertThat(strings(Path.of("/proc/" + pid + "/environ")))
                    .filteredOn(variable -> variable.startsWith("THRIFT_PLUGINS_"))
                    .extracting(variable -> variable.substring(0, variable.indexOf('=')))
                    .doesNotContainAnyElementsOf(List.of("THRIFT_PLUGINS_KEY", "THRIFT_PLUGINS_CERTIFICATE"))
                    .contains("THRIFT_PLUGINS_TOKEN");
            assertThat(home).isEmptyDirectory();
        }
    }

    @Test
    @DisplayName(
            "Keys of one's own, from files: each side trusts the other's certificate, and who makes up keys is refused")
    void ownKeys() throws Exception {
        KeyTool tool = new KeyTool(directory);
        tool.make("host");
        tool.make("plugin");
        try (HostLog log = HostLog.record(Level.WARN, name -> name.contains("transport.socket"));
                TestHost host =
                        start(builder -> builder.keys(tool.load("host").trusting(tool.certificate("plugin"))))) {
            checkAll(host.load(light().withArguments(tool.arguments("plugin", "host"))));

            assertThatThrownBy(() -> host.load(light()))
                    .isInstanceOfSatisfying(
                            PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LAUNCH_FAILED))
                    .hasMessageContaining("doesn't accept this side's certificate");
            assertThat(log.has(Level.WARN, "no trusted authority vouches for its certificate"))
                    .as(log.text())
                    .isTrue();
        }
    }

    @Test
    @DisplayName("A plugin in Python with Python's own TLS and keys of its own, pinned by both sides")
    void python() throws Exception {
        KeyTool tool = new KeyTool(directory);
        tool.make("plugin");
        EnvironmentPolicy environment = EnvironmentPolicy.inherited()
                .with("FAKE_PLUGIN_CERTIFICATE", tool.certificate("plugin").toString())
                .with("FAKE_PLUGIN_KEY", tool.privateKey("plugin").toString());
        Path home = Files.createDirectory(directory.resolve("python"));
        try (TestHost host = TestHost.start(
                TLS, builder -> builder.function("twice(n: integer): integer", call -> 2 * call.getLong("n")))) {
            PluginHandle plugin = host.load(PythonPeer.source(home, "normal").withEnvironment(environment));

            assertThat(plugin.call("echo", "over TLS")).isEqualTo("over TLS");
            assertThat(plugin.call("call_host", "twice", 21)).isEqualTo(42L);
        }
    }

    @Test
    @DisplayName("A plugin whose key file is missing says which one")
    void missingKeys() throws Exception {
        try (TestHost host = start(UnaryOperator.identity())) {
            Path missing = directory.resolve("missing.p12");
            assertThatThrownBy(() -> host.load(light().withArguments(List.of("--tls-keys=" + missing))))
                    .isInstanceOf(PluginException.class)
                    .hasMessageContaining("The key store " + missing + " can't be read");
        }
    }

    private void checkAll(PluginHandle plugin) throws IOException {
        loaded.set(plugin);
        assertThat(plugin.call("add", 2, 3)).isEqualTo(5L);
        assertThat(plugin.call("through_host", 8)).isEqualTo(8L);
        List<CompletableFuture<?>> calls = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            calls.add(plugin.callAsync(CallRequest.of("add", i, 1)));
        }
        for (int i = 0; i < calls.size(); i++) {
            assertThat(calls.get(i).join()).isEqualTo(i + 1L);
        }
        try (Blob blob = (Blob) Objects.requireNonNull(plugin.call("blob", MEGABYTES))) {
            assertThat(blob.openStream().readAllBytes()).isEqualTo(TlsPlugin.bytes(MEGABYTES));
        }
    }

    /** The host's function calls the plugin, which calls the host. */
    private TestHost start(UnaryOperator<ServerBuilder> options) {
        return TestHost.start(
                TLS,
                builder -> options.apply(builder.function("back(depth: integer): integer", call -> {
                    long depth = call.getLong("depth");
                    return depth <= 1
                            ? depth
                            : 1 + (Long) Objects.requireNonNull(loaded.get().call("through_host", depth - 1));
                })));
    }

    private PluginSource light() {
        return PluginJars.source(directory, TlsPlugin.class);
    }

    private static List<String> strings(Path file) throws IOException {
        return Arrays.asList(Files.readString(file, StandardCharsets.ISO_8859_1).split("\0"));
    }
}
