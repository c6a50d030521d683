package io.thriftplugins.spi;

import io.thriftplugins.Endpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Turns plugin JARs into running plugins. The module {@code io.thriftplugins.runner} provides it; a host that loads
 * JARs has that module beside it, one that launches only executables doesn't need to.
 */
public interface PluginRunner {

    /**
     * A runner whose plugins look for transports in a layer, as the host does. Those inside the host get the layer
     * itself; a process gets the files of the layer's transports, and of what these require, on its module path.
     *
     * @param layer where to look, with its parents; its modules are files
     * @return a runner that differs from this one in nothing else
     */
    PluginRunner transportsFrom(ModuleLayer layer);

    /**
     * What a process needs on its module path to run {@link #mainModule()}: the runner, the transports that the host
     * has, and all that these depend on.
     *
     * @return files that exist
     */
    List<Path> modulePath();

    /**
     * What a process needs whose host listens at a certain endpoint: {@link #modulePath()}, and for {@code tls} the
     * {@link CertificateMaker} too, if the host has one. Others don't get it, since its library would make every start
     * slower.
     *
     * @param host where the host listens
     * @return files that exist
     */
    default List<Path> modulePath(Endpoint host) {
        return modulePath();
    }

    /**
     * The module and class to start a process with, for {@code java --module}.
     *
     * @return the text, {@code MODULE/CLASS}
     */
    String mainModule();

    /**
     * Runs a plugin inside this JVM, in a module layer or class loader of its own. Returns as soon as the plugin's
     * classes are loaded; the rest goes on in a thread of its own.
     *
     * @param plugin a plugin JAR, or a directory with plugin JARs
     * @param arguments what a plugin process would get on its command line (contract 7.1)
     * @return the running plugin
     * @throws io.thriftplugins.PluginException with {@code LAUNCH_FAILED} if there is no plugin in it
     */
    Running runHere(Path plugin, List<String> arguments);

    /** A plugin that runs inside this JVM. */
    interface Running {

        /**
         * Completes when the plugin has ended and its threads are done.
         *
         * @return completes exceptionally if the plugin failed
         */
        CompletionStage<Void> ended();

        /** Asks the plugin to end, without waiting for it. Harmless when repeated. */
        void stop();
    }
}
