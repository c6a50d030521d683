package io.thriftplugins.runner;

import io.thriftplugins.Plugin;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * What a JAR says about itself.
 *
 * @param file the JAR
 * @param module its module descriptor; null if it isn't modular, automatic modules included
 * @param services the classes that it names as plugins
 */
record PluginJar(Path file, @Nullable ModuleDescriptor module, List<String> services) {

    private static final String SERVICE = Plugin.class.getName();

    /** Reads a file that exists. */
    static PluginJar read(Path file) {
        // With the running version, entries of multi-release JARs are found too.
        try (JarFile jar = new JarFile(file.toFile(), false, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
            ModuleDescriptor module = module(jar);
            return new PluginJar(file, module, module == null ? listedIn(jar) : providedBy(module));
        } catch (InvalidModuleDescriptorException e) {
            throw LoadFailure.of(
                    "The module-info of " + file + " can't be read by Java "
                            + Runtime.version().feature() + ": " + e.getMessage(),
                    e);
        } catch (ZipException e) {
            throw LoadFailure.of(
                    file + " is no JAR (" + e.getMessage() + "); pass a plugin's JAR or a directory of JARs", e);
        } catch (IOException e) {
            throw LoadFailure.of("Can't read " + file + ": " + e, e);
        }
    }

    /** The one class that is the plugin. */
    String service() {
        if (services.size() == 1) {
            return services.get(0);
        }
        if (!services.isEmpty()) {
            throw LoadFailure.of(file + " has more than one plugin: " + String.join(", ", services)
                    + "; give each a JAR of its own");
        }
        throw LoadFailure.of("There is no plugin in " + file + "; add "
                + (module == null
                        ? "the file META-INF/services/" + SERVICE + " with the name of the class that implements it"
                        : "'provides " + SERVICE + " with CLASS' to the module-info of " + module.name()));
    }

    private static @Nullable ModuleDescriptor module(JarFile jar) throws IOException {
        ZipEntry entry = jar.getEntry("module-info.class");
        if (entry == null) {
            return null;
        }
        try (InputStream in = jar.getInputStream(entry)) {
            return ModuleDescriptor.read(in);
        }
    }

    private static List<String> providedBy(ModuleDescriptor module) {
        return module.provides().stream()
                .filter(provides -> provides.service().equals(SERVICE))
                .flatMap(provides -> provides.providers().stream())
                .toList();
    }

    /** The format is {@link java.util.ServiceLoader}'s: a name a line, {@code #} begins a comment. */
    private static List<String> listedIn(JarFile jar) throws IOException {
        ZipEntry entry = jar.getEntry("META-INF/services/" + SERVICE);
        if (entry == null) {
            return List.of();
        }
        try (InputStream in = jar.getInputStream(entry)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .distinct()
                    .toList();
        }
    }
}
