package io.thriftplugins.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Nobody can compile against stubs or internals (checklist 74)")
class HiddenPackagesTest {

    @TempDir
    Path directory;

    /** A package that its module doesn't export to everybody, and a class in it. */
    record Hidden(String module, String packageName, String type) {}

    static List<Hidden> hidden() {
        return Artifacts.ours().stream().flatMap(HiddenPackagesTest::hiddenIn).toList();
    }

    private static Stream<Hidden> hiddenIn(String module) {
        ModuleDescriptor descriptor = Artifacts.module(module).descriptor();
        List<String> exported = descriptor.exports().stream()
                .filter(exports -> !exports.isQualified())
                .map(Exports::source)
                .toList();
        return descriptor.packages().stream()
                .filter(name -> !exported.contains(name))
                .flatMap(name -> anyClass(module, name).map(type -> new Hidden(module, name, type)).stream());
    }

    private static Optional<String> anyClass(String module, String packageName) {
        String start = packageName.replace('.', '/') + "/";
        try (ModuleReader reader = Artifacts.module(module).open();
                Stream<String> names = reader.list()) {
            return names.filter(name -> name.matches(start + "[A-Z][A-Za-z]*\\.class"))
                    .sorted()
                    .findFirst()
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("Stubs, calls, the log of plugins, transports and programs are hidden")
    void known() {
        assertThat(hidden())
                .extracting(Hidden::packageName)
                .contains(
                        "io.thriftplugins.thrift",
                        "io.thriftplugins.rpc",
                        "io.thriftplugins.client.slf4j",
                        "io.thriftplugins.transport.pipe",
                        "io.thriftplugins.transport.socket",
                        "io.thriftplugins.runner")
                .doesNotContain(
                        "io.thriftplugins",
                        "io.thriftplugins.spi",
                        "io.thriftplugins.server",
                        "io.thriftplugins.client",
                        "io.thriftplugins.services",
                        "io.thriftplugins.transport.tck");
    }

    @ParameterizedTest
    @MethodSource("hidden")
    @DisplayName("A module that requires the owner of a hidden package still can't see into it")
    void notExported(Hidden hidden) throws IOException {
        assertThat(errors(hidden.module(), hidden.type())).singleElement().satisfies(error -> {
            assertThat(error.getCode()).isEqualTo("compiler.err.package.not.visible");
            assertThat(error.getMessage(Locale.ENGLISH))
                    .contains("package " + hidden.packageName() + " is not visible")
                    .contains("module " + hidden.module())
                    .containsAnyOf("does not export it", "exports it, but not to module stranger")
                    .doesNotContain("does not read");
        });
    }

    @ParameterizedTest
    @DisplayName("A module that requires server or client doesn't even read what these stand on")
    @CsvSource({
        "io.thriftplugins.server, io.thriftplugins.thrift.RegistrationResult",
        "io.thriftplugins.server, io.thriftplugins.rpc.Rpc",
        "io.thriftplugins.server, org.apache.thrift.TException",
        "io.thriftplugins.client, io.thriftplugins.thrift.RegistrationResult",
        "io.thriftplugins.client, org.apache.thrift.TException",
        "io.thriftplugins.services, io.thriftplugins.rpc.Rpc",
        "io.thriftplugins.api, org.slf4j.Logger",
    })
    void notRead(String required, String type) throws IOException {
        assertThat(errors(required, type)).singleElement().satisfies(error -> {
            assertThat(error.getCode()).isEqualTo("compiler.err.package.not.visible");
            assertThat(error.getMessage(Locale.ENGLISH)).contains("is not visible", "does not read it");
        });
    }

    @ParameterizedTest
    @DisplayName("What is meant to be seen is seen")
    @CsvSource({
        "io.thriftplugins.api, io.thriftplugins.spi.TransportProvider",
        "io.thriftplugins.server, io.thriftplugins.server.ThriftPluginsServer",
        "io.thriftplugins.server, io.thriftplugins.Plugin",
        "io.thriftplugins.client, io.thriftplugins.client.ThriftPluginsClient",
        "io.thriftplugins.client, io.thriftplugins.Plugin",
        "io.thriftplugins.services, io.thriftplugins.services.ThriftServices",
        "io.thriftplugins.services, io.thriftplugins.Plugin",
        "io.thriftplugins.services, org.apache.thrift.TException",
    })
    void visible(String required, String type) throws IOException {
        assertThat(errors(required, type)).isEmpty();
    }

    private List<Diagnostic<?>> errors(String required, String type) throws IOException {
        return new Program()
                        .source("module-info.java", "module stranger { requires " + required + "; }")
                        .source("stranger/Stranger.java", "package stranger; class Stranger { " + type + " field; }")
                        .compile(directory, Artifacts.all())
                        .stream()
                        .filter(found -> found.getKind() == Diagnostic.Kind.ERROR)
                        .<Diagnostic<?>>map(found -> found)
                        .toList();
    }
}
