package io.thriftplugins.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.CompiledSources;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transports that are modules of a layer which the host made. */
final class TransportsInLayerTest {

    private static final String FACTORY =
            "return \"b\"; } public static TransportProvider provider() { return new Provider();";

    @TempDir
    Path directory;

    private ModuleLayer layer(ModuleLayer parent, String module, String source) {
        Path classes = new CompiledSources(directory.resolve(module))
                .add(
                        "module-info",
                        "module " + module + " { requires io.thriftplugins.api;"
                                + " provides io.thriftplugins.spi.TransportProvider with " + module + ".Provider; }")
                .add(module + ".Provider", source)
                .compile();
        Configuration configuration =
                parent.configuration().resolve(ModuleFinder.of(classes), ModuleFinder.of(), Set.of(module));
        return parent.defineModulesWithOneLoader(configuration, Transports.class.getClassLoader());
    }

    @Test
    @DisplayName("A stranger's transport in a module that exports nothing is found in a given layer (checklist 73)")
    void found() {
        ModuleLayer layer = layer(ModuleLayer.boot(), "a", ProviderSource.of("a", "Provider", "return \"a\";"));
        assertThat(Transports.find(layer).schemes()).containsExactly("a");
        assertThat(Transports.find(layer).forScheme("a").getClass().getModule().getLayer())
                .isSameAs(layer);
    }

    @Test
    void aLayersParentsAreSearchedToo() {
        ModuleLayer parent = layer(ModuleLayer.boot(), "a", ProviderSource.of("a", "Provider", "return \"a\";"));
        ModuleLayer child = layer(parent, "b", ProviderSource.of("b", "Provider", FACTORY));
        assertThat(Transports.find(child).schemes()).containsExactlyInAnyOrder("a", "b");
        assertThat(Transports.find(parent).schemes()).containsExactly("a");
    }

    @Test
    void aLayerIsNotSearchedUnlessGiven() {
        layer(ModuleLayer.boot(), "a", ProviderSource.of("a", "Provider", "return \"a\";"));
        assertThat(Transports.find().schemes()).doesNotContain("a");
    }
}
