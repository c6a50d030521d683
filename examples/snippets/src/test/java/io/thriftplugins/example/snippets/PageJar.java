package io.thriftplugins.example.snippets;

import io.thriftplugins.Plugin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Packs the plugin of a page, as its author would, and knows what the page has to show. */
final class PageJar {

    private static final Path ROOT = Path.of(System.getProperty("thriftplugins.root"));
    private static final Path PROGRAMS =
            ROOT.resolve("examples/snippets/src/main/java/io/thriftplugins/example/snippets");

    private PageJar() {}

    /** The JAR of a plugin and of classes that it needs. */
    static Path write(Path folder, Class<? extends Plugin> plugin, Class<?>... others) throws IOException {
        Path file = folder.resolve(plugin.getSimpleName() + ".jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
            jar.putNextEntry(new JarEntry("META-INF/services/" + Plugin.class.getName()));
            jar.write(plugin.getName().getBytes(StandardCharsets.UTF_8));
            add(jar, plugin);
            for (Class<?> other : others) {
                add(jar, other);
            }
        }
        return file;
    }

    private static void add(JarOutputStream jar, Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        jar.putNextEntry(new JarEntry(name));
        try (InputStream code = Objects.requireNonNull(type.getClassLoader().getResourceAsStream(name))) {
            code.transferTo(jar);
        }
    }

    static String page(String name) throws IOException {
        return Files.readString(ROOT.resolve("docs").resolve(name));
    }

    /** The texts of the programs of a page, named as in {@code blobs/ArchivePlugin}. */
    static List<String> programs(String... names) throws IOException {
        List<String> texts = new ArrayList<>();
        for (String name : names) {
            texts.add(Files.readString(PROGRAMS.resolve(name + ".java")));
        }
        return texts;
    }
}
