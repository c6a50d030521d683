package io.thriftplugins.server;

import io.thriftplugins.Plugin;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;

/** Tells JARs that are plugins from other JARs, without loading a class. */
final class PluginJar {

    private static final String SERVICE = Plugin.class.getName();

    private PluginJar() {}

    static boolean isNamedJar(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".jar");
    }

    /**
     * Whether a JAR offers a {@link Plugin}, in its module descriptor or in {@code META-INF/services}.
     *
     * @throws IOException if it is no readable JAR
     */
    static boolean offersPlugin(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile(), false, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
            if (file.getEntry("META-INF/services/" + SERVICE) != null) {
                return true;
            }
            JarEntry descriptor = file.getJarEntry("module-info.class");
            if (descriptor == null) {
                return false;
            }
            try (InputStream in = file.getInputStream(descriptor)) {
                return ModuleDescriptor.read(in).provides().stream()
                        .anyMatch(provides -> provides.service().equals(SERVICE));
            }
        } catch (RuntimeException e) {
            throw new IOException("The JAR " + jar + " is broken: " + e, e);
        }
    }
}
