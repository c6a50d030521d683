package io.thriftplugins.e2e.support.stranger;

import io.thriftplugins.thrift.FunctionCallArguments;
import io.thriftplugins.thrift.Plugin;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import org.apache.thrift.TMultiplexedProcessor;
import org.apache.thrift.TProcessor;

/** The service "plugin": every function returns its first argument. */
final class Service {

    private final CountDownLatch shutdown = new CountDownLatch(1);
    private volatile String endpoint = "";

    TProcessor processor() {
        Plugin.Iface methods = (Plugin.Iface) Proxy.newProxyInstance(
                Service.class.getClassLoader(),
                new Class<?>[] {Plugin.Iface.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "CallFunction" ->
                        ((FunctionCallArguments) arguments[2]).getPositional().get(0);
                    case "Serve" -> endpoint;
                    case "Shutdown" -> {
                        shutdown.countDown();
                        yield null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        TMultiplexedProcessor services = new TMultiplexedProcessor();
        TProcessor plugin = new Plugin.Processor<>(methods);
        services.registerProcessor("plugin", plugin);
        return services;
    }

    void endpoint(String uri) {
        endpoint = uri;
    }

    void awaitShutdown() throws InterruptedException {
        shutdown.await();
    }
}
