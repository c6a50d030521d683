package io.thriftplugins.thrift;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.thrift.TBase;

/** Where the IDL and the stubs are, and which stubs there are: found on disk, so that none can be forgotten. */
final class Stubs {

    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();

    static final Path REPOSITORY = MODULE.getParent();
    static final Path GENERATED = MODULE.resolve("src/generated");
    static final Path IDL = MODULE.resolve("src/main/thrift/thrift_plugins.thrift");
    static final Path CHECKSUMS = GENERATED.resolve("thrift_plugins.thrift.sha256");

    private Stubs() {}

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(GENERATED.resolve("java"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    static List<Class<?>> classes() throws IOException {
        return files().stream().<Class<?>>map(Stubs::load).toList();
    }

    @SuppressWarnings("unchecked") // what TBase is assignable from is a TBase of itself
    static List<Class<? extends TBase<?, ?>>> structs() throws IOException {
        return classes().stream()
                .filter(TBase.class::isAssignableFrom)
                .<Class<? extends TBase<?, ?>>>map(type -> (Class<? extends TBase<?, ?>>) type)
                .toList();
    }

    private static Class<?> load(Path file) {
        var name = file.getFileName().toString().replaceFirst("\\.java$", "");
        try {
            return Class.forName(Stubs.class.getPackageName() + "." + name);
        } catch (ClassNotFoundException e) {
            throw new LinkageError(file + " is not compiled", e);
        }
    }
}
