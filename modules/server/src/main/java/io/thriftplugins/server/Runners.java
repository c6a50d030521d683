package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.spi.PluginRunner;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds the one {@link PluginRunner}, which a host needs only for JARs. */
final class Runners {

    private Runners() {}

    /**
     * Finds it.
     *
     * @param transports where its plugins look for transports; null for where it does
     * @throws PluginException with {@code LAUNCH_FAILED} if there is none, or more than one
     */
    static PluginRunner find(@Nullable ModuleLayer transports) {
        PluginRunner runner = find();
        return transports == null ? runner : runner.transportsFrom(transports);
    }

    private static PluginRunner find() {
        List<PluginRunner> runners;
        try {
            runners = ServiceLoader.load(PluginRunner.class, Runners.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
        } catch (ServiceConfigurationError e) {
            throw new PluginException(
                    ErrorCode.LAUNCH_FAILED, "The runner for plugin JARs can't be loaded: " + e.getMessage(), e);
        }
        if (runners.isEmpty()) {
            throw PluginOrigin.failure("There is no runner for plugin JARs; add the artifact"
                    + " io.thriftplugins:thrift-plugins-runner to the host's module path or class path");
        }
        if (runners.size() > 1) {
            throw PluginOrigin.failure("There is more than one runner for plugin JARs: "
                    + runners.stream()
                            .map(runner -> runner.getClass().getName())
                            .toList()
                    + "; remove all but one from the host's path");
        }
        return runners.get(0);
    }
}
