package io.thriftplugins.runner;

import io.thriftplugins.spi.TransportProvider;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files that a new process needs on its module path: a module, all transports, and what these require. */
final class RuntimePath {

    private RuntimePath() {}

    /**
     * Finds them where this JVM has them, on its module path or its class path.
     *
     * @param module the module to start with
     * @param transports the layer with the transports; null for those that are where the module is
     * @param services what else is looked for where transports are: the providers of these come along too
     * @throws io.thriftplugins.PluginException with {@code LAUNCH_FAILED} if something isn't in a file
     */
    static List<Path> find(String module, @Nullable ModuleLayer transports, Set<String> services) {
        Set<String> wanted = new HashSet<>(services);
        wanted.add(TransportProvider.class.getName());
        ModuleLayer layer = RuntimePath.class.getModule().getLayer();
        Map<String, Path> files = new LinkedHashMap<>();
        if (layer == null) {
            files.putAll(fromClassPath(module, transports == null ? wanted : Set.of()));
        } else {
            addAll(files, layer.configuration().findModule(module).stream());
        }
        ModuleLayer searched = transports == null ? layer : transports;
        if (searched != null) {
            addAll(
                    files,
                    modules(searched).filter(m -> providesAny(m.reference().descriptor(), wanted)));
        }
        return files.values().stream().distinct().toList();
    }

    private static Map<String, Path> fromClassPath(String module, Set<String> services) {
        ClassPathModules modules = ClassPathModules.of(RuntimePath.class.getClassLoader());
        List<String> roots = new ArrayList<>(List.of(module));
        roots.addAll(modules.providers(services));
        return modules.closure(roots);
    }

    /** Adds what the module system has resolved already. What has the name of a module found before is left out. */
    private static void addAll(Map<String, Path> files, Stream<ResolvedModule> roots) {
        Deque<ResolvedModule> open = roots.collect(Collectors.toCollection(ArrayDeque::new));
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            ResolvedModule next = open.remove();
            if (!seen.add(next.name())) {
                continue;
            }
            file(next).ifPresent(file -> files.putIfAbsent(next.name(), file));
            Set<String> required = required(next.reference().descriptor());
            next.reads().stream().filter(m -> required.contains(m.name())).forEach(open::add);
        }
    }

    /**
     * What a module says that it needs. It reads more: what it requires for compilation alone, if the host happens to
     * have that, and if it reads one automatic module, such as libthrift, all of the host's. An automatic module itself
     * says nothing.
     */
    static Set<String> required(ModuleDescriptor module) {
        return module.requires().stream()
                .filter(requires -> !requires.modifiers().contains(Modifier.STATIC))
                .map(ModuleDescriptor.Requires::name)
                .collect(Collectors.toSet());
    }

    private static Stream<ResolvedModule> modules(ModuleLayer layer) {
        return Stream.concat(
                layer.configuration().modules().stream(),
                layer.parents().stream().flatMap(RuntimePath::modules));
    }

    static boolean providesAny(ModuleDescriptor descriptor, Set<String> services) {
        return descriptor.provides().stream().anyMatch(provides -> services.contains(provides.service()));
    }

    /** Modules of the runtime image are in no file, and the new process has them anyway. */
    private static Optional<Path> file(ResolvedModule module) {
        Optional<URI> location = module.reference().location().filter(uri -> !"jrt".equals(uri.getScheme()));
        return location.map(uri -> {
            if (!"file".equals(uri.getScheme())) {
                throw LoadFailure.of("The module " + module.name() + " is at " + uri
                        + ", but to start a plugin's process it must be a file; put it beside the host");
            }
            return Path.of(uri);
        });
    }
}
