package io.thriftplugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.jspecify.annotations.NullMarked;

/** Code that is no part of this module, compiled against it by the JDK's own compiler: what strangers write. */
public final class CompiledSources {

    private final Path directory;
    private final List<String> arguments = new ArrayList<>();

    public CompiledSources(Path directory) {
        this.directory = directory;
    }

    /** Adds a class, or {@code module-info}. */
    public CompiledSources add(String name, String source) {
        return resource("src", name.replace('.', '/') + ".java", source, true);
    }

    /** Adds a file beside the classes. */
    public CompiledSources resource(String path, String content) {
        return resource("classes", path, content, false);
    }

    private CompiledSources resource(String folder, String path, String content, boolean compile) {
        try {
            Path file = directory.resolve(folder).resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            if (compile) {
                arguments.add(file.toString());
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compiles; returns where the classes are. */
    public Path compile() {
        String api = location(Plugin.class) + System.getProperty("path.separator") + location(NullMarked.class);
        boolean module = arguments.stream().anyMatch(argument -> argument.endsWith("module-info.java"));
        List<String> all = new ArrayList<>(
                List.of("-d", directory.resolve("classes").toString(), module ? "--module-path" : "--class-path", api));
        all.addAll(arguments);
        StringWriter messages = new StringWriter();
        PrintWriter printer = new PrintWriter(messages, true);
        ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
        assertThat(javac.run(printer, printer, all.toArray(String[]::new)))
                .as(messages::toString)
                .isZero();
        return directory.resolve("classes");
    }

    /** Compiles and loads on the class path. */
    public Loader load() throws IOException {
        return new Loader(compile().toUri().toURL());
    }

    private static Path location(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The class loader of what was compiled; to be closed, so that the directory can be deleted. */
    public static final class Loader extends URLClassLoader {

        Loader(URL classes) {
            super(new URL[] {classes}, Plugin.class.getClassLoader());
        }

        Object newInstance(String name) throws ReflectiveOperationException {
            return loadClass(name).getConstructor().newInstance();
        }
    }
}
