package io.thriftplugins.runner;

import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds a plugin's own modules: its JAR and its libraries, automatic modules among them. */
final class PluginModules implements ModuleFinder {

    private final Map<String, ModuleReference> modules = new LinkedHashMap<>();
    private final Map<String, Path> files = new LinkedHashMap<>();

    PluginModules(PluginFiles plugin) {
        plugin.all().forEach(jar -> add(jar.file()));
    }

    @Override
    public Optional<ModuleReference> find(String name) {
        return Optional.ofNullable(modules.get(name));
    }

    @Override
    public Set<ModuleReference> findAll() {
        return Set.copyOf(modules.values());
    }

    boolean anyAutomatic() {
        return modules.values().stream().anyMatch(module -> module.descriptor().isAutomatic());
    }

    /** Where to begin to resolve. An automatic module doesn't tell what it needs, so with one of them it is all. */
    Set<String> roots(String plugin) {
        return anyAutomatic() ? modules.keySet() : Set.of(plugin);
    }

    private void add(Path file) {
        try {
            for (ModuleReference module : ModuleFinder.of(file).findAll()) {
                String name = module.descriptor().name();
                if (modules.putIfAbsent(name, module) != null) {
                    throw LoadFailure.of(
                            file + " and " + files.get(name) + " are both the module " + name + "; keep one of them");
                }
                files.put(name, file);
            }
        } catch (FindException e) {
            throw LoadFailure.of(
                    file + " can't be used as a module: " + e.getMessage()
                            + "; correct it, or rename the file if its name " + "is what is wrong",
                    e);
        }
    }
}
