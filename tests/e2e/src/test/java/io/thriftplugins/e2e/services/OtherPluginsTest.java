package io.thriftplugins.e2e.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.PythonPeer;
import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.services.ThriftServices;
import io.thriftplugins.services.probe.Base;
import io.thriftplugins.services.probe.Item;
import io.thriftplugins.services.probe.Probe;
import io.thriftplugins.services.probe.Refused;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.apache.thrift.TException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Own services and")
final class OtherPluginsTest {

    @TempDir
    private Path directory;

    @Test
    @DisplayName("a plugin's JAR, which brings the module and libthrift in its lib/ and sees none of the runner's")
    void jar() throws Exception {
        var source = PluginJars.source(
                directory, ProbePlugin.class, ProbeHandler.class, Probe.class, Base.class, Item.class, Refused.class);
        Path lib = Files.createDirectory(directory.resolve("lib"));
        copy(ThriftServices.class, lib.resolve("services.jar"));
        copy(TException.class, lib.resolve("libthrift.jar"));

        try (ProbeHost host = ProbeHost.of(source, TestHost.PIPE, UnaryOperator.identity())) {
            assertThat(host.probe().nest(4)).isEqualTo(4);
            assertThat(host.plugin().call("host_echo", "x")).isEqualTo("x");
        }
    }

    private static void copy(Class<?> type, Path jar) throws IOException, URISyntaxException {
        Path file =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        assertThat(file)
                .as("run these tests with \"mvn verify\", which makes the JARs")
                .isRegularFile();
        Files.copy(file, jar);
    }

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("a plugin that knows only the contract: the client is refused when it is made")
    void contractOnly(String transport) {
        try (TestHost host = TestHost.start(transport)) {
            PluginHandle plugin = host.load(PythonPeer.source(directory, "normal"));

            var error = Errors.of(() -> ThriftServices.client(plugin, "probe", Probe.Client::new));

            assertThat(error.code()).isEqualTo(ErrorCode.NOT_SUPPORTED);
            assertThat(error)
                    .hasMessageContaining("There is no service 'probe' in plugin 'python'")
                    .hasMessageContaining("it did not announce the feature 'services'");
            assertThat(plugin.call("echo", "x")).isEqualTo("x");
        }
    }
}
