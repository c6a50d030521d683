package io.thriftplugins.runner;

import io.thriftplugins.Plugin;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
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
        try {
            return make(type);
        } catch (ClassCastException e) {
            throw LoadFailure.of("The class " + service + " in " + file + " doesn't implement " + Plugin.class.getName(), e);
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
            throw LoadFailure.of(
                    "The plugin " + service + " in " + file
                            + " can't be made: the class and a constructor without parameters must be public, and the "
                            + "class not abstract",
                    e);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw LoadFailure.explain(file, e);
        }
    }

    /** By the rules of {@link java.util.ServiceLoader}, those for modules included. */
    private static Plugin make(Class<?> type) throws ReflectiveOperationException {
        for (Method method : type.getMethods()) {
            if (method.getName().equals("provider")
                    && method.getParameterCount() == 0
                    && Modifier.isStatic(method.getModifiers())) {
                return Plugin.class.cast(method.invoke(null));
            }
        }
        return type.asSubclass(Plugin.class).getConstructor().newInstance();
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
