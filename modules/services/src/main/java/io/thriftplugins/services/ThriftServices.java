package io.thriftplugins.services;

import io.thriftplugins.FunctionCaller;
import io.thriftplugins.MessageCaller;
import io.thriftplugins.MessageService;
import io.thriftplugins.MessageServices;
import io.thriftplugins.PluginException;
import java.util.Objects;
import java.util.function.Function;
import org.apache.thrift.TBaseProcessor;
import org.apache.thrift.TServiceClient;
import org.apache.thrift.protocol.TProtocol;

/**
 * Services that the Thrift compiler generated from an IDL of your own. They travel over the framework's connections, in
 * both directions, with its authorization, deadlines, limits and pools; nothing else is listened on or dialled.
 *
 * <pre>{@code
 * // the one side: a plugin in define(...), or a host with its ServerBuilder
 * definition.service(ThriftServices.serve("greeter", new GreeterHandler(), Greeter.Processor::new));
 *
 * // the other side
 * Greeter.Iface greeter = ThriftServices.client(plugin, "greeter", Greeter.Client::new).as(Greeter.Iface.class);
 * }</pre>
 */
public final class ThriftServices {

    private ThriftServices() {}

    /**
     * A service to be added with {@code PluginDefinition.service} or {@code ServerBuilder.service}.
     *
     * <p>Declared exceptions reach the caller as themselves, others as a {@link PluginException} with their type,
     * message and stack as text. The calling thread is interrupted if the caller gives up. A one-way method runs like
     * any other; what it throws is logged, since its caller learns nothing of it.
     *
     * @param <I> what implements the service's generated {@code Iface}
     * @param name the name that callers use, see {@link MessageServices#add}
     * @param implementation the service's code, called by many threads at once
     * @param processor the generated {@code Processor::new}. Asynchronous processors don't fit, since a call occupies a
     *     thread here anyway
     * @return the service
     */
    public static <I> MessageService serve(
            String name, I implementation, Function<? super I, ? extends TBaseProcessor<?>> processor) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(implementation, "implementation");
        return new ProcessorService(
                name, implementation, processor.apply(implementation).getProcessMapView());
    }

    /**
     * Who called the service method that the current thread runs.
     *
     * @return the plugin's name in a host's service, {@code host} in a plugin's
     * @throws IllegalStateException if this thread runs no method of a service
     */
    public static String caller() {
        String caller = ProcessorService.CALLER.get();
        if (caller == null) {
            throw new IllegalStateException(
                    "This thread runs no method of a service; ask on the thread that was called");
        }
        return caller;
    }

    /**
     * A client for a service of the other side. Does not connect.
     *
     * @param <C> the generated client
     * @param peer a plugin's handle, or on a plugin's side its host
     * @param name the service's name there
     * @param factory the generated {@code Client::new}
     * @return the client, safe for use by many threads
     * @throws PluginException with {@link io.thriftplugins.ErrorCode#NOT_SUPPORTED} if it is known that the other side
     *     has no such service; otherwise the first call fails with it
     */
    public static <C extends TServiceClient> ThriftClient<C> client(
            FunctionCaller peer, String name, Function<? super TProtocol, ? extends C> factory) {
        MessageCaller messages = peer.messages();
        messages.require(Objects.requireNonNull(name, "name"));
        return new ThriftClient<>(messages, name, Objects.requireNonNull(factory, "factory"), null);
    }
}
