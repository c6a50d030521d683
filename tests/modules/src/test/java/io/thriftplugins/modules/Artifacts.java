package io.thriftplugins.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The JARs that the build made, and those of the libraries, by the names of their modules. */
final class Artifacts {

    static final String OURS = "io.thriftplugins.";

    /** What a plugin process has beside our own modules. */
    static final List<String> LIBRARIES = List.of("org.apache.thrift", "org.slf4j");

    private static final Map<String, ModuleReference> MODULES = find();

    private Artifacts() {}

    /** The names of our own modules, sorted. */
    static List<String> ours() {
        return MODULES.keySet().stream().filter(name -> name.startsWith(OURS)).toList();
    }

    static ModuleReference module(String name) {
        ModuleReference module = MODULES.get(name);
        assertThat(module)
                .as("the module %s is a dependency of the tests", name)
                .isNotNull();
        return module;
    }

    /** The JAR of a module. */
    static Path jar(String module) {
        return Path.of(module(module).location().orElseThrow());
    }

    static List<Path> jars(Stream<String> modules) {
        return modules.map(Artifacts::jar).toList();
    }

    /** All modules of the build, and their libraries. */
    static List<Path> all() {
        return jars(MODULES.keySet().stream());
    }

    /** All that hosts which load JARs need, but for transports; annotations too, as users of Maven have them. */
    static List<Path> forHosts() {
        Stream<String> ours =
                Stream.of("api", "rpc", "thrift", "server", "client", "runner").map(name -> OURS + name);
        return jars(
                Stream.of(ours, LIBRARIES.stream(), Stream.of("org.jspecify")).flatMap(names -> names));
    }

    static String join(List<Path> path) {
        return String.join(File.pathSeparator, path.stream().map(Path::toString).toList());
    }

    private static Map<String, ModuleReference> find() {
        // Surefire's own class path is one JAR that names the others.
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path[] files = Arrays.stream(path.split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::isRegularFile)
                .toArray(Path[]::new);
        Map<String, ModuleReference> modules = new TreeMap<>();
        ModuleFinder.of(files)
                .findAll()
                .forEach(module -> modules.put(module.descriptor().name(), module));
        assertThat(modules.keySet())
                .as("run these tests with \"mvn verify\", which makes the JARs that they want")
                .contains(OURS + "api", OURS + "server");
        return modules;
    }
}
