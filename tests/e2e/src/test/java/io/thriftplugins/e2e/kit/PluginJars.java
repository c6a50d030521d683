package io.thriftplugins.e2e.kit;

import io.thriftplugins.Plugin;
import io.thriftplugins.server.PluginSource;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Packs plugin classes of these tests into JARs, as a plugin's author would. */
public final class PluginJars {

    /** Tests start many JVMs that live for a moment: don't compile much, don't reserve much. */
    private static final List<String> LIGHT = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

    private PluginJars() {}

    /**
     * Writes a JAR.
     *
     * @param directory where to
     * @param plugin the plugin's class
     * @param others further classes that it needs; nested ones come along by themselves
     */
    public static Path write(Path directory, Class<? extends Plugin> plugin, Class<?>... others) {
        Path file = directory.resolve(plugin.getSimpleName() + ".jar");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            addText(jar, "META-INF/services/" + Plugin.class.getName(), plugin.getName());
            addClasses(jar, plugin);
            for (Class<?> other : others) {
                addClasses(jar, other);
            }
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
        return file;
    }

    /** The JAR of a plugin, to run in a process of its own. */
    public static PluginSource source(Path directory, Class<? extends Plugin> plugin, Class<?>... others) {
        return PluginSource.jar(write(directory, plugin, others)).withJavaOptions(LIGHT);
    }

    private static void addText(JarOutputStream jar, String name, String text) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void addClasses(JarOutputStream jar, Class<?> type) throws IOException, URISyntaxException {
        Path root =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path folder = root.resolve(type.getPackageName().replace('.', '/'));
        String name = type.getSimpleName();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String fileName = file.getFileName().toString();
                if (fileName.equals(name + ".class") || fileName.startsWith(name + "$")) {
                    jar.putNextEntry(
                            new JarEntry(root.relativize(file).toString().replace('\\', '/')));
                    Files.copy(file, jar);
                }
            }
        }
    }
}
