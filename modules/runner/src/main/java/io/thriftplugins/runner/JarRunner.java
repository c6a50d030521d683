package io.thriftplugins.runner;

import io.thriftplugins.Endpoint;
import io.thriftplugins.TlsEndpoint;
import io.thriftplugins.client.ClientArguments;
import io.thriftplugins.spi.CertificateMaker;
import io.thriftplugins.spi.PluginRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs plugin JARs: here, or by telling how to start a process with {@link RunnerMain}. */
public final class JarRunner implements PluginRunner {

    private static final String MODULE = "io.thriftplugins.runner";

    private final PluginClient.Factory clients;
    private final @Nullable ModuleLayer transports;

    /** For {@link java.util.ServiceLoader}. */
    public JarRunner() {
        this(ThriftClient::embedded, null);
    }

    JarRunner(PluginClient.Factory clients, @Nullable ModuleLayer transports) {
        this.clients = clients;
        this.transports = transports;
    }

    @Override
    public PluginRunner transportsFrom(ModuleLayer layer) {
        return new JarRunner(clients, layer);
    }

    @Override
    public List<Path> modulePath() {
        return RuntimePath.find(MODULE, transports, Set.of());
    }

    @Override
    public List<Path> modulePath(Endpoint host) {
        return RuntimePath.find(
                MODULE, transports, host instanceof TlsEndpoint ? Set.of(CertificateMaker.class.getName()) : Set.of());
    }

    @Override
    public String mainModule() {
        return MODULE + "/" + RunnerMain.class.getName();
    }

    /** The environment is the host's, so it tells nothing about the plugin. */
    @Override
    public Running runHere(Path plugin, List<String> arguments) {
        ClientArguments parsed = ClientArguments.parse(arguments, Map.of());
        LoadedPlugin loaded = LoadedPlugin.load(plugin);
        try {
            return RunningHere.start(nameOf(plugin), loaded, client(loaded, parsed));
        } catch (LinkageError e) {
            LoadedPlugin.closeAfter(e, loaded.files());
            throw LoadFailure.explain(plugin, e);
        } catch (Throwable e) {
            LoadedPlugin.closeAfter(e, loaded.files());
            throw e;
        }
    }

    /** The plugin tells its name and functions by this, and finds its own classes as later. */
    private PluginClient client(LoadedPlugin loaded, ClientArguments arguments) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loaded.loader());
        try {
            return clients.of(loaded.plugin(), arguments, transports);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Contract 7.4: the thread has the plugin's name, which without asking the plugin is the file's. */
    private static String nameOf(Path plugin) {
        String file = String.valueOf(plugin.toAbsolutePath().normalize().getFileName());
        return file.endsWith(".jar") ? file.substring(0, file.length() - ".jar".length()) : file;
    }
}
