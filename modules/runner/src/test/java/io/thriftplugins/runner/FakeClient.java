package io.thriftplugins.runner;

import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import io.thriftplugins.client.ClientArguments;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** Lives until it is stopped, or does what a test says. No host is needed. */
final class FakeClient implements PluginClient {

    final CountDownLatch stopped = new CountDownLatch(1);
    volatile PluginDefinition definition;
    volatile ClientArguments arguments;
    volatile Thread thread;
    volatile ClassLoader contextClassLoader;
    private final Callable<Integer> body;

    FakeClient(Callable<Integer> body) {
        this.body = body;
    }

    static FakeClient untilStopped() {
        FakeClient[] self = new FakeClient[1];
        self[0] = new FakeClient(() -> {
            self[0].stopped.await();
            return 0;
        });
        return self[0];
    }

    PluginClient of(Plugin plugin, ClientArguments given, ModuleLayer transports) {
        definition = PluginDefinition.of(plugin);
        arguments = given;
        return this;
    }

    @Override
    public int run() throws Exception {
        thread = Thread.currentThread();
        contextClassLoader = thread.getContextClassLoader();
        return body.call();
    }

    @Override
    public void stop() {
        stopped.countDown();
    }
}
