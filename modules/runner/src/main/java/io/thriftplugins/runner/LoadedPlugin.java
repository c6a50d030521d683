package io.thriftplugins.runner;

import io.thriftplugins.Plugin;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A plugin object whose classes come from its own JARs.
 *
 * @param plugin the object
 * @param loader the class loader of its classes
 * @param files what is open until {@link #close}
 */
record LoadedPlugin(Plugin plugin, ClassLoader loader, Closeable files) implements AutoCloseable {

    /**
     * Loads a plugin: a modular JAR into a module layer, another one into a class loader. Each sees the JDK, what is in
     * {@code lib/} beside it, the programming interface and SLF4J.
     *
     * @param path a JAR or a directory, see {@link PluginFiles}
     * @throws io.thriftplugins.PluginException with {@code LAUNCH_FAILED}; the message tells what is wrong with the JAR
     */
    static LoadedPlugin load(Path path) {
        PluginFiles files = PluginFiles.find(path);
        String service = files.jar().service();
        ModuleLayer runtime = Plugin.class.getModule().getLayer();
        // A module can only require the programming interface if that is a module here.
        return files.jar().module() != null && runtime != null
                ? ModularLoading.load(files, files.jar().module().name(), runtime)
                : ClassPathLoading.load(files, service);
    }

    /** Closes the JARs. Classes that weren't needed so far can't be loaded any more. */
    @Override
    public void close() throws IOException {
        files.close();
    }

    /** Closes files after a failure that matters more than one of closing. */
    static void closeAfter(Throwable failure, Closeable files) {
        try {
            files.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
