package io.thriftplugins.runner;

import io.thriftplugins.spi.TransportProvider;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The files that a new process needs on its module path: a module, all transports, and what these require. */
final class RuntimePath {

    private RuntimePath() {}

    /**
     * Finds them where this JVM has them, on its module path or its class path.
     *
     * @param module the module to start with
     * @throws io.thriftplugins.PluginException with {@code LAUNCH_FAILED} if something isn't in a file
     */
    static List<Path> find(String module) {
        ModuleLayer layer = RuntimePath.class.getModule().getLayer();
        return layer == null
                ? ClassPathModules.of(RuntimePath.class.getClassLoader()).closure(module)
                : find(module, layer);
    }

    /** What the module system has resolved already. */
    private static List<Path> find(String module, ModuleLayer layer) {
        Deque<ResolvedModule> open = new ArrayDeque<>();
        layer.configuration().findModule(module).ifPresent(open::add);
        modules(layer).stream()
                .filter(m -> providesTransport(m.reference().descriptor()))
                .forEach(open::add);
        Set<String> seen = new LinkedHashSet<>();
        Set<Path> files = new LinkedHashSet<>();
        while (!open.isEmpty()) {
            ResolvedModule next = open.remove();
            if (!seen.add(next.name())) {
                continue;
            }
            file(next).ifPresent(files::add);
            // An automatic module reads all there is, the host's own modules too; what it needs is not known.
            if (!next.reference().descriptor().isAutomatic()) {
                open.addAll(next.reads());
            }
        }
        return List.copyOf(files);
    }

    private static Set<ResolvedModule> modules(ModuleLayer layer) {
        Set<ResolvedModule> modules = new LinkedHashSet<>(layer.configuration().modules());
        layer.parents().forEach(parent -> modules.addAll(modules(parent)));
        return modules;
    }

    static boolean providesTransport(ModuleDescriptor descriptor) {
        return descriptor.provides().stream()
                .anyMatch(provides -> provides.service().equals(TransportProvider.class.getName()));
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
