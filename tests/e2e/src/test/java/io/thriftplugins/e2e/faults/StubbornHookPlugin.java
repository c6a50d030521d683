package io.thriftplugins.e2e.faults;

import io.thriftplugins.Host;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import java.util.concurrent.CountDownLatch;

/** A plugin that stops as it should, and whose JVM has a shutdown hook that never ends. */
public final class StubbornHookPlugin implements Plugin {

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("hook").version("1");
    }

    @Override
    public void start(Host host) {
        Runtime.getRuntime().addShutdownHook(new Thread(StubbornHookPlugin::hang, "hook"));
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
