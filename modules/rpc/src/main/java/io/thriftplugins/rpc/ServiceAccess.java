package io.thriftplugins.rpc;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.MessageServices;
import io.thriftplugins.PluginException;
import java.util.function.Function;

/**
 * What {@code Services_Open} gives to a connection: the services that can be called on it, which themselves ask for no
 * token.
 *
 * @param services the services
 * @param served counts the calls
 * @param caller who calls, for the services
 * @param check run before each call: fails if the token is no longer valid, or if nothing may be called now
 * @param missing what a call fails with whose service, of this name, is none of them
 */
public record ServiceAccess(
        MessageServices services,
        ServedCalls served,
        String caller,
        Runnable check,
        Function<String, PluginException> missing) {

    /** To services of which there are no others that could be meant. */
    public ServiceAccess(MessageServices services, ServedCalls served, String caller, Runnable check) {
        this(services, served, caller, check, name -> missing(services, name));
    }

    /**
     * What a call of a service fails with that isn't there.
     *
     * @param services those that are
     * @param name the service's name
     * @return the error
     */
    public static PluginException missing(MessageServices services, String name) {
        return new PluginException(
                ErrorCode.NOT_SUPPORTED, "There is no service '" + name + "'; there are " + services.names());
    }
}
