package io.thriftplugins.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Sources, to be compiled and packed into a JAR; a module if there is a module-info among them. */
final class Program {

    private static final Path PROGRAMS = Path.of("src", "test", "programs");

    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> resources = new LinkedHashMap<>();

    /** The sources of a folder in {@code src/test/programs}. */
    static Program of(String folder) {
        Program program = new Program();
        Path root = PROGRAMS.resolve(folder);
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                program.source(root.relativize(file).toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return program;
    }

    Program source(String path, String text) {
        sources.put(path, text);
        return this;
    }

    Program without(String path) {
        sources.remove(path);
        return this;
    }

    /** A service file, for the class path and for automatic modules. */
    Program service(String type, String... providers) {
        resources.put("META-INF/services/" + type, String.join("\n", providers));
        return this;
    }

    /** Compiles into a new JAR, which must work. */
    Path jar(Path file, List<Path> path) throws IOException {
        Path work = Files.createTempDirectory(Files.createDirectories(file.getParent()), "work");
        assertThat(compile(work, path)).isEmpty();
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
            try (Stream<Path> classes = Files.walk(work.resolve("classes"))) {
                for (Path entry : classes.filter(Files::isRegularFile).toList()) {
                    String name = work.resolve("classes").relativize(entry).toString();
                    jar.putNextEntry(new JarEntry(name.replace('\\', '/')));
                    Files.copy(entry, jar);
                }
            }
            for (Map.Entry<String, String> resource : resources.entrySet()) {
                jar.putNextEntry(new JarEntry(resource.getKey()));
                jar.write(resource.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    /** Compiles with all warnings on; the errors and warnings. */
    List<Diagnostic<? extends JavaFileObject>> compile(Path work, List<Path> path, String... options)
            throws IOException {
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = work.resolve("sources").resolve(source.getKey());
            Files.createDirectories(file.getParent());
            files.add(Files.writeString(file, source.getValue()));
        }
        Path classes = Files.createDirectories(work.resolve("classes"));
        boolean modular = sources.containsKey("module-info.java");
        List<String> arguments = new ArrayList<>(List.of("--release", "17", "-proc:none", "-d", classes.toString()));
        arguments.addAll(List.of(modular ? "--module-path" : "--class-path", Artifacts.join(path)));
        if (modular) {
            // The default is the class path of these tests.
            arguments.addAll(List.of("--class-path", classes.toString()));
        }
        arguments.addAll(List.of(options));
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(found, null, null)) {
            compiler.getTask(
                            new StringWriter(),
                            manager,
                            found,
                            arguments,
                            null,
                            manager.getJavaFileObjectsFromPaths(files))
                    .call();
        }
        return found.getDiagnostics();
    }
}
