package io.thriftplugins.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Modules require what the design lets them see, the JDK and SLF4J, and nothing else")
class RequiresTest {

    private static final String THRIFT = "org.apache.thrift";

    /** The design's table, and what the tools stand on; our own modules by the last parts of their names. */
    private static final Map<String, Set<String>> SEES = Map.ofEntries(
            Map.entry("thrift", Set.of(THRIFT)),
            Map.entry("api", Set.of()),
            Map.entry("rpc", Set.of("api", "thrift", THRIFT)),
            Map.entry("server", Set.of("api", "rpc")),
            Map.entry("client", Set.of("api", "rpc")),
            Map.entry("transport.pipe", Set.of("api")),
            Map.entry("transport.socket", Set.of("api")),
            Map.entry("transport.tck", Set.of("api", "org.junit.jupiter.api", "org.assertj.core")),
            Map.entry("tls.certificates", Set.of("api", "org.bouncycastle.pkix", "org.bouncycastle.provider")),
            Map.entry("runner", Set.of("api", "client")),
            Map.entry("services", Set.of("api", THRIFT)),
            Map.entry("cli", Set.of("api", "server", "runner", "info.picocli", "com.fasterxml.jackson.core")));

    static List<String> modules() {
        return Artifacts.ours();
    }

    @Test
    @DisplayName("The table has every module")
    void complete() {
        assertThat(modules().stream().map(RequiresTest::shorten)).containsExactlyInAnyOrderElementsOf(SEES.keySet());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void requires(String module) {
        Set<String> required = Artifacts.module(module).descriptor().requires().stream()
                .filter(requires -> !requires.modifiers().contains(Requires.Modifier.STATIC))
                .map(Requires::name)
                .filter(name -> ModuleFinder.ofSystem().find(name).isEmpty())
                .filter(name -> !name.equals("org.slf4j"))
                .map(RequiresTest::shorten)
                .collect(Collectors.toSet());
        assertThat(required).isEqualTo(SEES.get(shorten(module)));
    }

    @ParameterizedTest
    @MethodSource("modules")
    @DisplayName("Only annotations are required for compilation alone")
    void requiresStatic(String module) {
        ModuleDescriptor descriptor = Artifacts.module(module).descriptor();
        assertThat(descriptor.requires().stream()
                        .filter(requires -> requires.modifiers().contains(Requires.Modifier.STATIC))
                        .map(Requires::name))
                .isSubsetOf("org.jspecify");
    }

    private static String shorten(String module) {
        return module.startsWith(Artifacts.OURS) ? module.substring(Artifacts.OURS.length()) : module;
    }
}
