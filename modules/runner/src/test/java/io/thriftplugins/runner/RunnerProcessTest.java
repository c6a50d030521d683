package io.thriftplugins.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner as a process, started from what {@link JarRunner#modulePath()} says. */
class RunnerProcessTest {

    private static final String ENDPOINT = "--server-endpoint=net.pipe://127.0.0.1/nobody";

    private static final String PRINTS_MODULE_PATH = """
            package host;

            public class Host {
                public static void main(String[] args) {
                    var runner = java.util.ServiceLoader.load(io.thriftplugins.spi.PluginRunner.class)
                            .findFirst()
                            .get();
                    System.out.print(runner.modulePath().stream().map(Object::toString)
                            .collect(java.util.stream.Collectors.joining(java.io.File.pathSeparator)));
                }
            }
            """;

    private static final String TRANSPORT = """
            package %s;

            import io.thriftplugins.Endpoint;

            public class Transport implements io.thriftplugins.spi.TransportProvider {
                public String scheme() { return getClass().getPackageName(); }
                public Endpoint newEndpoint(String prefix) { return Endpoint.parse(scheme() + "://" + prefix); }
                public io.thriftplugins.spi.TransportListener listen(Endpoint e) {
                    throw new UnsupportedOperationException();
                }
                public io.thriftplugins.spi.TransportConnection connect(Endpoint e, java.time.Duration t) {
                    throw new UnsupportedOperationException();
                }
                public boolean isLocal(Endpoint e) { return true; }
            }
            """;

    @TempDir
    Path directory;

    @Test
    @DisplayName("starts from a host on the module path (checklist 71)")
    void starts_from_what_a_host_on_the_module_path_has() throws Exception {
        List<Path> modulePath = new JarRunner().modulePath();

        assertThat(modulePath).allMatch(Files::exists).doesNotHaveDuplicates();
        assertThat(names(modulePath)).noneMatch(name -> name.contains("junit") || name.contains("assertj"));
        assertStarts(join(modulePath));
    }

    @Test
    @DisplayName("starts from a host on the class path (checklist 72)")
    void starts_from_what_a_host_on_the_class_path_has() throws Exception {
        assertStarts(runOnClassPath("host/Host", PRINTS_MODULE_PATH));
    }

    @Test
    @DisplayName("takes a stranger's transport along, modular or not (checklist 73)")
    void takes_all_transports_along() throws Exception {
        Path named = new TestJar(directory.resolve("named.jar"))
                .source(
                        "module-info.java",
                        "module named { requires io.thriftplugins.api;"
                                + " provides io.thriftplugins.spi.TransportProvider with named.Transport; }")
                .source("named/Transport.java", TRANSPORT.formatted("named"))
                .resource("META-INF/services/io.thriftplugins.spi.TransportProvider", "named.Transport")
                .build();
        Path plain = new TestJar(directory.resolve("plain.jar"))
                .source("plain/Transport.java", TRANSPORT.formatted("plain"))
                .resource("META-INF/services/io.thriftplugins.spi.TransportProvider", "plain.Transport")
                .build();
        Path host = new TestJar(directory.resolve("host.jar"))
                .source("host/Host.java", PRINTS_MODULE_PATH)
                .source(
                        "module-info.java",
                        "module host { requires io.thriftplugins.api; uses io.thriftplugins.spi.PluginRunner; }")
                .build();
        String path = join(List.of(host, named, plain)) + File.pathSeparator + System.getProperty("jdk.module.path");

        Result onModulePath = start(List.of(java(), "-p", path, "-m", "host/host.Host"));
        assertThat(onModulePath.output.split(File.pathSeparator))
                .as(onModulePath.error)
                .contains(named.toString(), plain.toString())
                .doesNotContain(host.toString());
        assertStarts(onModulePath.output);
        Result onClassPath = start(List.of(java(), "-cp", path, "host.Host"));
        assertThat(onClassPath.output.split(File.pathSeparator))
                .as(onClassPath.error)
                .contains(named.toString(), plain.toString())
                .doesNotContain(host.toString());
        assertStarts(onClassPath.output);
    }

    @Test
    @DisplayName("a host on the class path runs a modular plugin as a class path (checklist 72)")
    void loads_a_modular_plugin_inside_a_host_on_the_class_path() throws Exception {
        Path plugin = new TestJar(directory.resolve("plugin.jar"))
                .source(
                        "module-info.java",
                        "module example { requires io.thriftplugins.api;"
                                + " provides io.thriftplugins.Plugin with example.Main; }")
                .plugin("result = getClass().getModule().toString();")
                .build();

        assertThat(runOnClassPath("io/thriftplugins/runner/Host", """
                package io.thriftplugins.runner;

                public class Host {
                    public static void main(String[] args) {
                        var plugin = LoadedPlugin.load(java.nio.file.Path.of(args[0])).plugin();
                        System.out.print(io.thriftplugins.PluginDefinition.of(plugin).metadata().get("result"));
                    }
                }
                """, plugin.toString()))
                .startsWith("unnamed module");
    }

    @Test
    @DisplayName("a thread that the plugin left behind doesn't keep the process alive (checklist 11)")
    void ends_despite_threads_of_the_plugin() throws Exception {
        Path plugin = new TestJar(directory.resolve("plugin.jar"))
                .service("example.Main")
                .plugin("new Thread(() -> { while (true) java.util.concurrent.locks.LockSupport.park(); }).start();"
                        + " if (true) throw new java.io.IOException(\"no disk\"); result = null;")
                .build();
        Result result = start(runner(join(new JarRunner().modulePath()), ENDPOINT, "--token=t", "--plugin=" + plugin));

        assertThat(result.code).isEqualTo(1);
        assertThat(result.error.lines())
                .singleElement()
                .asString()
                .contains("can't be made: java.io.IOException: no disk");
    }

    @Test
    void ends_despite_a_shutdown_hook_that_hangs() throws Exception {
        Path plugin = new TestJar(directory.resolve("plugin.jar"))
                .service("example.Main")
                .plugin("Runtime.getRuntime().addShutdownHook(new Thread(() -> {"
                        + " while (true) java.util.concurrent.locks.LockSupport.park(); }));"
                        + " if (true) throw new Exception(\"no\"); result = null;")
                .build();
        Result result = start(runner(join(new JarRunner().modulePath()), ENDPOINT, "--token=t", "--plugin=" + plugin));

        assertThat(result.code).isEqualTo(1);
    }

    private void assertStarts(String modulePath) throws Exception {
        Result result = start(runner(modulePath));

        assertThat(result.error.lines())
                .singleElement()
                .asString()
                .startsWith("There are no arguments: a plugin is started by a host");
        assertThat(result.output).isEmpty();
        assertThat(result.code).isEqualTo(1);
    }

    private static List<String> runner(String modulePath, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(java(), "--module-path", modulePath, "--module", new JarRunner().mainModule()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** In a process that knows nothing of modules. */
    private String runOnClassPath(String main, String source, String... arguments) throws Exception {
        Path host = new TestJar(directory.resolve("host.jar"))
                .source(main + ".java", source)
                .build();
        // The service files of the class path are generated beside the module-info.
        List<String> command = new ArrayList<>(List.of(
                java(),
                "-cp",
                host + File.pathSeparator + System.getProperty("jdk.module.path"),
                main.replace('/', '.')));
        command.addAll(List.of(arguments));
        Result result = start(command);
        assertThat(result.code).as(result.error).isZero();
        return result.output;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String join(List<Path> paths) {
        return String.join(File.pathSeparator, names(paths));
    }

    private static List<String> names(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.toList());
    }

    private Result start(List<String> command) throws Exception {
        Path output = directory.resolve("output");
        Path error = directory.resolve("error");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(error.toFile())
                .start();
        try {
            assertThat(process.waitFor(Duration.ofSeconds(30).toMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Result(process.exitValue(), Files.readString(output), Files.readString(error));
    }

    private record Result(int code, String output, String error) {}
}
