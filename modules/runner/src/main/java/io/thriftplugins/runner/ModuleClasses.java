package io.thriftplugins.runner;

import java.io.Closeable;
import java.io.IOException;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.ByteBuffer;
import java.security.CodeSigner;
import java.security.CodeSource;
import java.security.SecureClassLoader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The class loader of a plugin's modules. The one that {@link ModuleLayer} makes by itself keeps its JARs open until it
 * is collected; this one can be closed. Its modules' packages come first, then the parent's.
 */
final class ModuleClasses extends SecureClassLoader implements Closeable {

    static {
        registerAsParallelCapable();
    }

    private final Map<String, Content> modules = new HashMap<>();
    private final Map<String, Content> packages = new HashMap<>();

    ModuleClasses(String name, Collection<ResolvedModule> resolved, ClassLoader parent) throws IOException {
        super(name, parent);
        try {
            for (ResolvedModule module : resolved) {
                Content content = Content.open(module.reference());
                modules.put(module.name(), content);
                module.reference().descriptor().packages().forEach(p -> packages.put(p, content));
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                loaded = packages.containsKey(RuntimeClasses.packageOf(name))
                        ? findClass(name)
                        : getParent().loadClass(name);
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        Class<?> found = define(packages.get(RuntimeClasses.packageOf(name)), name);
        if (found == null) {
            throw new ClassNotFoundException(name);
        }
        return found;
    }

    @Override
    protected @Nullable Class<?> findClass(@Nullable String moduleName, String name) {
        Content module = modules.get(moduleName);
        return module != null && module.equals(packages.get(RuntimeClasses.packageOf(name)))
                ? define(module, name)
                : null;
    }

    private @Nullable Class<?> define(@Nullable Content module, String name) {
        if (module == null) {
            return null;
        }
        try {
            ByteBuffer bytes =
                    module.reader.read(name.replace('.', '/') + ".class").orElse(null);
            if (bytes == null) {
                return null;
            }
            try {
                return defineClass(name, bytes, module.source);
            } finally {
                module.reader.release(bytes);
            }
        } catch (IOException e) {
            return null; // closed: as for a URLClassLoader, the class isn't there any more
        }
    }

    @Override
    protected @Nullable URL findResource(@Nullable String moduleName, String name) throws IOException {
        Content module = modules.get(moduleName);
        return module == null ? null : module.find(name);
    }

    @Override
    public @Nullable URL findResource(String name) {
        Enumeration<URL> found = findResources(name);
        return found.hasMoreElements() ? found.nextElement() : null;
    }

    @Override
    public Enumeration<URL> findResources(String name) {
        List<URL> found = new ArrayList<>();
        for (Content module : modules.values()) {
            try {
                URL url = module.find(name);
                if (url != null) {
                    found.add(url);
                }
            } catch (IOException e) {
                // Closed.
            }
        }
        return Collections.enumeration(found);
    }

    @Override
    public void close() throws IOException {
        for (Content module : modules.values()) {
            module.reader.close();
        }
    }

    /** An open module. */
    private record Content(ModuleReader reader, CodeSource source) {

        static Content open(ModuleReference reference) throws IOException {
            URI location = reference.location().orElseThrow(() -> new IOException("No location of " + reference));
            return new Content(reference.open(), new CodeSource(location.toURL(), (CodeSigner[]) null));
        }

        @Nullable
        URL find(String name) throws IOException {
            URI uri = reader.find(name).orElse(null);
            return uri == null ? null : new URL(null, uri.toString(), new Uncached());
        }
    }

    /** The JDK keeps a JAR open for good once a resource was read through a URL, unless told not to. */
    private static final class Uncached extends URLStreamHandler {

        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            URLConnection connection = again(url).openConnection();
            connection.setUseCaches(false);
            return connection;
        }

        private static URL again(URL url) throws MalformedURLException {
            return new URL(url.toExternalForm());
        }
    }
}
