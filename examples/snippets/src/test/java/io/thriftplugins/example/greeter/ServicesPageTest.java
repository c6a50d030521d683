package io.thriftplugins.example.greeter;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.Plugin;
import io.thriftplugins.services.ThriftServices;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.apache.thrift.TException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@DisplayName("docs/services.md")
class ServicesPageTest {

    private static final Path ROOT = Path.of(System.getProperty("thriftplugins.root"));
    private static final Path MAIN = ROOT.resolve("examples/snippets/src/main");

    @TempDir
    Path folder;

    @Test
    @DisplayName("shows the IDL and the programs of this package to the letter")
    void shown() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/services.md"));
        for (Path file : List.of(
                MAIN.resolve("thrift/greeter.thrift"),
                MAIN.resolve("java/io/thriftplugins/example/greeter/GreeterPlugin.java"),
                MAIN.resolve("java/io/thriftplugins/example/greeter/GreeterHost.java"))) {
            assertThat(page).contains("\n" + Files.readString(file) + "```");
        }
    }

    @Test
    @ResourceLock(Resources.SYSTEM_OUT)
    @DisplayName("has programs that work, with the plugin's JAR and lib/ packed as it says")
    void works() throws Exception {
        Path plugin = folder.resolve("greeter-plugin.jar");
        pack(plugin);
        Path lib = Files.createDirectory(folder.resolve("lib"));
        for (Class<?> library : List.of(ThriftServices.class, TException.class)) {
            Path file = Path.of(
                    library.getProtectionDomain().getCodeSource().getLocation().toURI());
            assertThat(file).as("run with \"mvn verify\", which makes the JARs").isRegularFile();
            Files.copy(file, lib.resolve(file.getFileName()));
        }
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            GreeterHost.main(new String[] {plugin.toString()});
        } finally {
            System.setOut(before);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("Good morning, Ada!", "Eve is unknown", "Hi, Bob!");
    }

    private static void pack(Path jar) throws Exception {
        Path classes = Path.of(GreeterPlugin.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.list(classes.resolve("io/thriftplugins/example/greeter"))) {
            out.putNextEntry(new JarEntry("META-INF/services/" + Plugin.class.getName()));
            out.write(GreeterPlugin.class.getName().getBytes(StandardCharsets.UTF_8));
            for (Path file : files.toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
            }
        }
    }
}
