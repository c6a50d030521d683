package io.thriftplugins.runner;

import io.thriftplugins.Plugin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What a plugin sees of the JVM around it: the JDK, and of everything else only the packages listed. The host's or the
 * runtime's libraries stay hidden, so that the plugin's own never clash with them.
 */
final class RuntimeClasses extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private final Map<String, ClassLoader> visible;

    /**
     * A view on some packages.
     *
     * @param visible packages, and where to load their classes; those of the platform class loader may be missing
     */
    RuntimeClasses(Map<String, ClassLoader> visible) {
        super("thrift-plugins-runtime", ClassLoader.getPlatformClassLoader());
        this.visible = Map.copyOf(visible);
    }

    /** What each plugin shares with the runtime: the programming interface, and the way to the log. */
    static Map<String, ClassLoader> shared() {
        Map<String, ClassLoader> shared = new HashMap<>();
        List.of("io.thriftplugins", "io.thriftplugins.spi").forEach(name -> shared.put(name, loaderOf(Plugin.class)));
        List.of("org.slf4j", "org.slf4j.event", "org.slf4j.helpers", "org.slf4j.spi")
                .forEach(name -> shared.put(name, loaderOf(LoggerFactory.class)));
        return shared;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        @Nullable ClassLoader loader = visible.get(packageOf(name));
        if (loader == null) {
            throw new ClassNotFoundException(name);
        }
        return loader.loadClass(name);
    }

    static String packageOf(String className) {
        return className.substring(0, Math.max(0, className.lastIndexOf('.')));
    }

    private static ClassLoader loaderOf(Class<?> type) {
        @Nullable ClassLoader loader = type.getClassLoader();
        return loader == null ? ClassLoader.getPlatformClassLoader() : loader;
    }
}
