package io.thriftplugins.runner;

import io.thriftplugins.Plugin;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Loads a plugin as a class path of its own; modular ones too if the host itself runs on a class path. */
final class ClassPathLoading {

    private ClassPathLoading() {}

    static LoadedPlugin load(PluginFiles files, String service) {
        Path file = files.jar().file();
        URLClassLoader loader = new URLClassLoader(
                "plugin " + file.getFileName(), urls(files), new RuntimeClasses(RuntimeClasses.shared()));
        try {
            return new LoadedPlugin(instance(file, service, loader), loader, loader);
        } catch (Throwable e) {
            LoadedPlugin.closeAfter(e, loader);
            throw e;
        }
    }

    private static Plugin instance(Path file, String service, ClassLoader loader) {
        Class<?> type;
        try {
            type = Class.forName(service, false, loader);
        } catch (ClassNotFoundException e) {
            throw LoadFailure.of(
                    file + " names " + service + " as its plugin, but has no such class; correct "
                            + "META-INF/services/" + Plugin.class.getName(),
                    e);
        } catch (LinkageError e) {
            throw LoadFailure.explain(file, e);
        }
        return PluginInstance.make(file, type);
    }

    private static URL[] urls(PluginFiles files) {
        List<URL> urls = new ArrayList<>();
        for (PluginJar jar : files.all()) {
            try {
                urls.add(jar.file().toUri().toURL());
            } catch (MalformedURLException e) {
                throw LoadFailure.of("The path " + jar.file() + " can't be a URL", e);
            }
        }
        return urls.toArray(URL[]::new);
    }
}
