package io.thriftplugins.e2e.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.PythonPeer;
import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.services.ThriftServices;
import io.thriftplugins.services.probe.Base;
import io.thriftplugins.services.probe.Item;
import io.thriftplugins.services.probe.Probe;
import io.thriftplugins.services.probe.Refused;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.apache.thrift.TException;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;

@DisplayName("Own services and")
final class OtherPluginsTest {

    private static final Class<?>[] OTHERS = {ProbeHandler.class, Probe.class, Base.class, Item.class, Refused.class};

    @TempDir
    private Path directory;

    @Test
    @DisplayName("a plugin's JAR, which brings the module and libthrift in its lib/ and sees none of the runner's")
    void jar() throws Exception {
        var source = PluginJars.source(directory, ProbePlugin.class, OTHERS);
        library(ThriftServices.class, "services.jar");
        library(TException.class, "libthrift.jar");

        works(source);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("a plugin's module, with the runner's libthrift or its own")
    void module(boolean own) throws Exception {
        Path file = PluginJars.write(directory, ProbePlugin.class, OTHERS);
        library(ThriftServices.class, "services.jar");
        if (own) {
            library(TException.class, "libthrift.jar");
        }
        addModuleInfo(file);

        works(PluginSource.jar(file));
    }

    private static void works(PluginSource source) throws TException {
        try (ProbeHost host = ProbeHost.of(source, TestHost.PIPE, UnaryOperator.identity())) {
            assertThat(host.probe().nest(4)).isEqualTo(4);
            assertThat(host.plugin().call("host_echo", "x")).isEqualTo("x");
        }
    }

    private void library(Class<?> type, String name) throws IOException, URISyntaxException {
        Path file = locationOf(type);
        assertThat(file)
                .as("run these tests with \"mvn verify\", which makes the JARs")
                .isRegularFile();
        Files.copy(file, Files.createDirectories(directory.resolve("lib")).resolve(name));
    }

    private static Path locationOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private void addModuleInfo(Path jar) throws IOException, URISyntaxException {
        Path source = Files.writeString(
                directory.resolve("module-info.java"),
                "module probe {\n"
                        + "  requires io.thriftplugins.services;\n"
                        + "  exports io.thriftplugins.services.probe to io.thriftplugins.services;\n"
                        + "  provides io.thriftplugins.Plugin with " + ProbePlugin.class.getName() + ";\n"
                        + "}\n");
        List<Path> path = List.of(
                locationOf(Plugin.class),
                locationOf(ThriftServices.class),
                locationOf(TException.class),
                locationOf(NullMarked.class),
                locationOf(Logger.class));
        try (FileSystem zip = FileSystems.newFileSystem(jar)) {
            Path classes = Files.createDirectory(directory.resolve("classes"));
            for (Class<?> type : List.of(ProbePlugin.class, Probe.class)) {
                Path inside = Path.of(type.getName().replace('.', '/') + ".class");
                Files.createDirectories(classes.resolve(inside).getParent());
                Files.copy(zip.getPath(inside.toString()), classes.resolve(inside));
            }
            String modules = path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
            int code = ToolProvider.getSystemJavaCompiler()
                    .run(null, null, null, "-p", modules, "-d", classes.toString(), "-cp", "", source.toString());
            assertThat(code).isZero();
            Files.copy(classes.resolve("module-info.class"), zip.getPath("module-info.class"));
        }
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
