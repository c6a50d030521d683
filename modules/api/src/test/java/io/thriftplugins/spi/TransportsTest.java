package io.thriftplugins.spi;

import static io.thriftplugins.PluginErrors.messageOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.CompiledSources;
import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transports on the class path, behind a context class loader. */
final class TransportsTest {

    private static final String SERVICES = "META-INF/services/" + TransportProvider.class.getName();

    @TempDir
    Path directory;

    /** Transports that classes of the names given provide, after those were compiled. */
    private Transports find(CompiledSources sources, String... providers) throws Exception {
        sources.resource(SERVICES, String.join("\n", providers));
        try (CompiledSources.Loader loader = sources.load()) {
            return within(loader, Transports::find);
        }
    }

    private static Transports within(ClassLoader context, Supplier<Transports> search) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(context);
        try {
            return search.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private CompiledSources good() {
        return new CompiledSources(directory).add("x.Good", ProviderSource.of("x", "Good", "return \"mem\";"));
    }

    @Test
    void aTransportOfTheContextClassLoaderIsFound() throws Exception {
        Transports transports = find(good(), "x.Good");
        assertThat(transports.schemes()).containsExactly("mem");
        assertThat(transports.forEndpoint(Endpoint.parse("mem://a")).scheme()).isEqualTo("mem");
    }

    @Test
    void withoutAnyTheErrorNamesTheArtifactToAdd() {
        Transports none = Transports.find(ModuleLayer.empty());
        assertThat(none.schemes()).isEmpty();
        messageOf(ErrorCode.NO_TRANSPORT, () -> none.forEndpoint(Endpoint.parse("net.pipe://127.0.0.1/x")))
                .isEqualTo("There is no transport for 'net.pipe'; add io.thriftplugins:thrift-plugins-transport-pipe"
                        + " to the module path or class path. Found: none");
        messageOf(ErrorCode.NO_TRANSPORT, () -> none.forScheme("tcp"))
                .contains("add io.thriftplugins:thrift-plugins-transport-socket to");
        messageOf(ErrorCode.NO_TRANSPORT, () -> none.forScheme("mem"))
                .contains("add the artifact that provides io.thriftplugins.spi.TransportProvider for it");
    }

    @Test
    void theErrorTellsWhatThereIsInstead() throws Exception {
        Transports transports = find(good(), "x.Good");
        messageOf(ErrorCode.NO_TRANSPORT, () -> transports.forScheme("tcp")).endsWith("Found: mem");
    }

    @Test
    void twoForOneSchemeAreBothNamed() throws Exception {
        CompiledSources sources = good().add("x.Other", ProviderSource.of("x", "Other", "return \"mem\";"));
        Transports transports = find(sources, "x.Good", "x.Other");
        messageOf(ErrorCode.NO_TRANSPORT, () -> transports.forScheme("mem"))
                .startsWith("There is more than one transport for 'mem': x.Good (")
                .contains("), x.Other (")
                .endsWith("); remove all but one");
    }

    @Test
    void brokenOnesHideNoOther() throws Exception {
        CompiledSources sources = good();
        // Each body ends the method scheme() and goes on with the class.
        Map.of(
                        "Throws", "return \"a\"; } public Throws() { throw new IllegalStateException(\"no luck\");",
                        "Linkage", "return \"b\"; } public Linkage() { throw new NoClassDefFoundError(\"gone\");",
                        "Static", "return \"c\"; } static final int N = Integer.parseInt(\"x\"); static {",
                        "Silent", "return null;",
                        "Loud", "return \"MEM\";",
                        "Moody", "throw new IllegalStateException(\"not today\");")
                .forEach((name, body) -> sources.add("x." + name, ProviderSource.of("x", name, body)));
        Transports transports = find(
                sources,
                "x.Missing",
                "x.Throws",
                "java.lang.String",
                "x.Linkage",
                "x.Static",
                "x.Silent",
                "x.Loud",
                "x.Moody",
                "x.Good");
        assertThat(transports.schemes()).containsExactly("mem");
        messageOf(ErrorCode.NO_TRANSPORT, () -> transports.forScheme("a"))
                .contains("; failed to load: ")
                .contains("x.Missing", "no luck", "gone", "x.Static", "x.Silent", "'MEM'", "not today");
    }

    @Test
    void aMalformedFileHidesNoOtherFile() throws Exception {
        Path malformed = new CompiledSources(directory.resolve("malformed"))
                .add("y.Unused", "package y; class Unused {}")
                .resource(SERVICES, "not a name")
                .compile();
        Path good = good().resource(SERVICES, "x.Good").compile();
        URL[] classPath = {malformed.toUri().toURL(), good.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(classPath, Transports.class.getClassLoader())) {
            assertThat(within(loader, Transports::find).schemes()).containsExactly("mem");
        }
    }

    @Test
    void aTransportFoundOnTwoWaysCountsOnce() throws Exception {
        try (CompiledSources.Loader loader =
                good().resource(SERVICES, "x.Good\nx.Good\n").load()) {
            TransportSearch search = new TransportSearch();
            search.add(ServiceLoader.load(TransportProvider.class, loader));
            search.add(ServiceLoader.load(TransportProvider.class, loader));
            assertThat(search.found()).hasSize(1);
        }
    }

    @Test
    void aBrokenTransportFoundOnTwoWaysIsReportedOnce() throws Exception {
        try (CompiledSources.Loader loader =
                good().resource(SERVICES, "x.Missing").load()) {
            TransportSearch search = new TransportSearch();
            search.add(ServiceLoader.load(TransportProvider.class, loader));
            search.add(ServiceLoader.load(TransportProvider.class, loader));
            assertThat(search.broken()).hasSize(1);
        }
    }
}
