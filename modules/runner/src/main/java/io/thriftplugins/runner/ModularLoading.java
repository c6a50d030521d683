package io.thriftplugins.runner;

import io.thriftplugins.Plugin;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolutionException;
import java.lang.module.ResolvedModule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads a plugin's modules into a layer above the runtime's. */
final class ModularLoading {

    private static final Logger LOG = LoggerFactory.getLogger(ModularLoading.class);

    private final Path file;
    private final String name;
    private final String service;
    private final ModuleLayer runtime;
    private final PluginModules modules;

    private ModularLoading(PluginFiles files, String name, ModuleLayer runtime) {
        this.file = files.jar().file();
        this.name = name;
        this.service = files.jar().service();
        this.runtime = runtime;
        this.modules = new PluginModules(files);
    }

    /**
     * Loads a plugin as modules, if they fit together.
     *
     * <p>An automatic module reads all modules below it. So one that has the name of one of the runtime's, or packages
     * of it, can't be above: another version of libthrift, for one. Then the plugin gets a class path, the home that
     * its automatic modules were made for.
     */
    static LoadedPlugin load(PluginFiles files, String module, ModuleLayer runtime) {
        ModularLoading loading = new ModularLoading(files, module, runtime);
        try {
            return loading.load();
        } catch (ResolutionException | LayerInstantiationException e) {
            if (!loading.modules.anyAutomatic()) {
                throw LoadFailure.of(
                        "The modules of the plugin " + loading.file + " don't fit together: " + e.getMessage(), e);
            }
            LOG.info("The plugin {} is loaded as a class path, not as modules: {}", loading.file, e.getMessage());
            return ClassPathLoading.load(files, loading.service);
        }
    }

    private LoadedPlugin load() {
        Configuration configuration = resolve();
        ModuleClasses loader = open(configuration);
        try {
            ModuleLayer.Controller layer = ModuleLayer.defineModules(configuration, List.of(runtime), module -> loader);
            return new LoadedPlugin(instance(layer), loader, loader);
        } catch (LinkageError e) {
            LoadedPlugin.closeAfter(e, loader);
            throw LoadFailure.explain(file, e);
        } catch (Throwable e) {
            LoadedPlugin.closeAfter(e, loader);
            throw e;
        }
    }

    /** The plugin's modules win over the runtime's of the same name, so that it may bring another version. */
    private Configuration resolve() {
        try {
            return runtime.configuration().resolveAndBind(modules, ModuleFinder.of(), modules.roots(name));
        } catch (FindException e) {
            throw LoadFailure.of(
                    "The plugin " + file + " lacks a module: " + e.getMessage() + "; put its JAR into lib/ beside the "
                            + "plugin, or if it is the JDK's, start this JVM with --add-modules ALL-DEFAULT",
                    e);
        }
    }

    private ModuleClasses open(Configuration configuration) {
        try {
            return new ModuleClasses(
                    "plugin " + name, configuration.modules(), new RuntimeClasses(readFrom(configuration)));
        } catch (IOException e) {
            throw LoadFailure.of("Can't read the JARs of the plugin " + file + ": " + e, e);
        }
    }

    private Plugin instance(ModuleLayer.Controller controller) {
        Module module = controller.layer().findModule(name).orElseThrow();
        Class<?> type = Class.forName(module, service);
        if (type == null) {
            throw LoadFailure.of(
                    "The module " + name + " in " + file + " provides " + service + ", but has no such class");
        }
        // A module needs to export nothing to be a provider.
        controller.addExports(module, type.getPackageName(), getClass().getModule());
        return PluginInstance.make(file, type);
    }

    /** The packages that the plugin's modules read from the layers below, but for the JDK's, and their loaders. */
    private Map<String, ClassLoader> readFrom(Configuration configuration) {
        Map<String, ClassLoader> visible = RuntimeClasses.shared();
        for (ResolvedModule module : configuration.modules()) {
            if (module.reference().descriptor().isAutomatic()) {
                continue; // reads all there is; what it needs of it, nobody knows, but hardly the runtime's insides
            }
            for (ResolvedModule read : module.reads()) {
                if (!read.configuration().equals(configuration) && !JdkModules.contains(read.name())) {
                    @Nullable
                    ClassLoader loader =
                            runtime.findModule(read.name()).orElseThrow().getClassLoader();
                    if (loader != null) {
                        exportedTo(module.name(), read.reference().descriptor()).forEach(p -> visible.put(p, loader));
                    }
                }
            }
        }
        return visible;
    }

    private static List<String> exportedTo(String reader, ModuleDescriptor descriptor) {
        if (descriptor.isAutomatic()) {
            return List.copyOf(descriptor.packages());
        }
        return descriptor.exports().stream()
                .filter(exports -> !exports.isQualified() || exports.targets().contains(reader))
                .map(ModuleDescriptor.Exports::source)
                .toList();
    }
}
