package io.thriftplugins.e2e.end;

import io.thriftplugins.Host;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import io.thriftplugins.RemoteObject;
import java.lang.ref.WeakReference;
import org.slf4j.LoggerFactory;

/** A plugin that uses a little of everything, and lets others see whether its classes are gone. */
public final class RoundsPlugin implements Plugin {

    /** The system property that is a {@link WeakReference} to the class loader of the plugin made last. */
    static final String LOADER = "thriftplugins.e2e.loader";

    @Override
    public void define(PluginDefinition plugin) {
        System.getProperties().put(LOADER, new WeakReference<>(getClass().getClassLoader()));
        plugin.name("rounds")
                .version("1")
                .function("echo(value: any): any", call -> call.get(0))
                .function("use(tool: object): any", call -> {
                    try (RemoteObject tool = call.get("tool", RemoteObject.class)) {
                        return tool.call("name");
                    }
                });
    }

    @Override
    public void start(Host host) {
        host.call("give", "start");
        LoggerFactory.getLogger(RoundsPlugin.class).info("Started");
    }
}
