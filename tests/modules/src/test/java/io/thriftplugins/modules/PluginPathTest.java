package io.thriftplugins.modules;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.modules.HostProcess.Kind;
import io.thriftplugins.modules.HostProcess.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A plugin's process has our modules, libthrift and slf4j-api, whatever the host has")
class PluginPathTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void path(Kind kind) throws Exception {
        HostProcess host = HostProcess.in(directory, kind)
                .with("io.thriftplugins.transport.socket")
                .with(StrangersTransport.library(directory, "modularlibrary", true))
                .with(StrangersTransport.library(directory, "plainlibrary", false));
        if (kind == Kind.MODULE_PATH) {
            // Otherwise the host itself wouldn't have jspecify, which is required for compilation only.
            host.option("--add-modules=ALL-MODULE-PATH");
        }
        Outcome outcome = host.run("-");

        Stream<String> ours = Stream.of("api", "rpc", "thrift", "client", "runner", "transport.socket")
                .map(name -> Artifacts.OURS + name);
        List<String> expected = Artifacts.jars(Stream.concat(ours, Artifacts.LIBRARIES.stream())).stream()
                .map(Path::toString)
                .toList();
        assertThat(outcome.pluginPaths())
                .as(outcome.stderr())
                .singleElement()
                .satisfies(path -> assertThat(path).containsExactlyInAnyOrderElementsOf(expected));
    }
}
