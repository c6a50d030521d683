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
 *
 * <p>To hide them it isn't enough to leave out the application's class loader: the platform's finds the classes of all
 * modules of the boot layer, the application's too.
 */
final class RuntimeClasses extends ClassLoader {

    private static final ClassLoader BOOTSTRAP = new ClassLoader("thrift-plugins-bootstrap", null) {};
    private static final Map<String, ClassLoader> JDK = jdk();

    static {
        registerAsParallelCapable();
    }

    private final Map<String, ClassLoader> visible;

    /**
     * A view on the JDK and some packages more.
     *
     * @param visible packages, and where to load their classes
     */
    RuntimeClasses(Map<String, ClassLoader> visible) {
        // The parent has no say about classes, but service providers of the JDK are looked for there.
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
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        String packageName = packageOf(name);
        @Nullable ClassLoader loader = visible.get(packageName);
        if (loader == null) {
            loader = JDK.getOrDefault(packageName, BOOTSTRAP);
        }
        return loader.loadClass(name);
    }

    static String packageOf(String className) {
        return className.substring(0, Math.max(0, className.lastIndexOf('.')));
    }

    private static ClassLoader loaderOf(Class<?> type) {
        @Nullable ClassLoader loader = type.getClassLoader();
        return loader == null ? BOOTSTRAP : loader;
    }

    /** The JDK's packages that the bootstrap loader doesn't have. */
    private static Map<String, ClassLoader> jdk() {
        Map<String, ClassLoader> packages = new HashMap<>();
        for (Module module : ModuleLayer.boot().modules()) {
            @Nullable ClassLoader loader = module.getClassLoader();
            if (loader != null && JdkModules.contains(module.getName())) {
                module.getPackages().forEach(name -> packages.put(name, loader));
            }
        }
        return packages;
    }
}
