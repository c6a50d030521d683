package io.thriftplugins.runner;

import io.thriftplugins.spi.TransportProvider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.FindException;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * The JARs and directories of a class path, seen as modules: a process on the module path can be started from them
 * although this one doesn't use modules.
 */
final class ClassPathModules {

    /** Automatic modules have no descriptor to be found by, so they are found by a class of theirs. */
    private static final Map<String, String> AUTOMATIC =
            Map.of("org.apache.thrift", "org/apache/thrift/TException.class");

    /** Libraries that also run on Java 8 have theirs where only newer versions look. */
    private static final List<String> DESCRIPTORS =
            List.of("module-info.class", "META-INF/versions/9/module-info.class");

    private record Located(ModuleDescriptor descriptor, Path file) {}

    private final Map<String, Located> modules = new LinkedHashMap<>();

    private ClassPathModules() {}

    static ClassPathModules of(ClassLoader loader) {
        ClassPathModules found = new ClassPathModules();
        try {
            for (String descriptor : DESCRIPTORS) {
                for (URL url : Collections.list(loader.getResources(descriptor))) {
                    found.addModular(url, descriptor);
                }
            }
            for (String resource : AUTOMATIC.values()) {
                URL url = loader.getResource(resource);
                if (url != null) {
                    found.addAny(rootOf(url, resource));
                }
            }
            found.addTransports(loader);
        } catch (IOException | URISyntaxException e) {
            throw LoadFailure.of("Can't find the files of the class path: " + e, e);
        }
        return found;
    }

    /** The names of those that provide one of some services. */
    List<String> providers(Set<String> services) {
        return modules.values().stream()
                .map(Located::descriptor)
                .filter(module -> RuntimePath.providesAny(module, services))
                .map(ModuleDescriptor::name)
                .toList();
    }

    /** The files of some modules, and of all that these require, by the modules' names. */
    Map<String, Path> closure(List<String> roots) {
        Deque<String> open = new ArrayDeque<>(roots);
        Set<String> seen = new HashSet<>();
        Map<String, Path> files = new LinkedHashMap<>();
        while (!open.isEmpty()) {
            String name = open.remove();
            if (!seen.add(name) || JdkModules.contains(name)) {
                continue;
            }
            Located located = modules.get(name);
            if (located == null) {
                throw LoadFailure.of("To start a plugin's process, the module " + name
                        + " must be a JAR or a directory on the class path, and it wasn't found there");
            }
            files.put(name, located.file());
            open.addAll(RuntimePath.required(located.descriptor()));
        }
        return files;
    }

    private void addModular(URL url, String resource) throws IOException, URISyntaxException {
        if (!url.getProtocol().equals("jar") && !url.getProtocol().equals("file")) {
            return; // the JDK's own
        }
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            ModuleDescriptor descriptor = ModuleDescriptor.read(in);
            modules.putIfAbsent(descriptor.name(), new Located(descriptor, rootOf(url, resource)));
        } catch (InvalidModuleDescriptorException e) {
            // For a newer Java than this one, so nothing that runs here requires it.
        }
    }

    private void addTransports(ClassLoader loader) throws IOException, URISyntaxException {
        var providers =
                ServiceLoader.load(TransportProvider.class, loader).stream().iterator();
        try {
            while (providers.hasNext()) {
                Class<?> type = providers.next().type();
                String resource = type.getName().replace('.', '/') + ".class";
                URL url = type.getClassLoader().getResource(resource);
                if (url != null) {
                    addAny(rootOf(url, resource));
                }
            }
        } catch (ServiceConfigurationError e) {
            // The search for transports reports it; a process without this transport may be all that is wanted.
        }
    }

    private void addAny(Path file) {
        try {
            for (ModuleReference module : ModuleFinder.of(file).findAll()) {
                modules.putIfAbsent(module.descriptor().name(), new Located(module.descriptor(), file));
            }
        } catch (FindException e) {
            throw LoadFailure.of(file + " can't be on the module path of a plugin's process: " + e.getMessage(), e);
        }
    }

    /** The JAR or directory that a resource was found in. */
    private static Path rootOf(URL url, String resource) throws IOException, URISyntaxException {
        if (url.openConnection() instanceof JarURLConnection jar) {
            URI file = jar.getJarFileURL().toURI();
            if (!"file".equals(file.getScheme())) {
                throw LoadFailure.of("To start a plugin's process, " + file + " must be a file of its own");
            }
            return Path.of(file);
        }
        String text = url.toURI().toString();
        return Path.of(new URI(text.substring(0, text.length() - resource.length())));
    }
}
