package io.thriftplugins.thrift;

import java.lang.reflect.Proxy;
import java.util.function.Function;
import org.apache.thrift.TProcessor;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TTransportException;

/** A service as it is served: its name on the wire and the stubs of its two ends (contract 1.5). */
record Service<I extends QueryCatIO.Iface>(
        String name, Class<I> iface, Function<TProtocol, I> client, Function<I, TProcessor> processor) {

    static final Service<PluginsManager.Iface> PLUGINS_MANAGER = new Service<>(
            "plugins-manager", PluginsManager.Iface.class, PluginsManager.Client::new, PluginsManager.Processor::new);

    static final Service<Plugin.Iface> PLUGIN =
            new Service<>("plugin", Plugin.Iface.class, Plugin.Client::new, Plugin.Processor::new);

    /** A client whose calls travel as bytes to a processor that hands them to the handler. */
    I clientOf(Handler handler) throws TTransportException {
        return client.apply(new Loopback(name, processorOf(handler)).client(name));
    }

    TProcessor processorOf(Handler handler) {
        var proxy = Proxy.newProxyInstance(iface.getClassLoader(), new Class<?>[] {iface}, handler);
        return processor.apply(iface.cast(proxy));
    }
}
