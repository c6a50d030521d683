package io.thriftplugins.rpc;

import io.thriftplugins.FunctionInfo;
import io.thriftplugins.LogLevel;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a host does for plugins: the service {@code plugins-manager} (contract 4.2, 5.1), without its wire. Called by
 * many threads at once. Every method but {@link #register} gets the authorization token that the caller presented, and
 * the session, to check the one against the other.
 */
public interface HostService extends ObjectOwner {

    /**
     * A plugin registers.
     *
     * @param session the connection
     * @param token the registration token that it presents
     * @param callbackUri where it listens
     * @param data reads what it tells of itself; fails if that is malformed
     * @return what to answer
     */
    RegistrationReply register(Session session, String token, String callbackUri, Supplier<PluginRegistration> data);

    /**
     * A plugin has done its start-up work.
     *
     * @param session the connection
     * @param token the authorization token
     */
    void ready(Session session, long token);

    /**
     * A plugin calls a function of the host.
     *
     * @param session the connection
     * @param token the authorization token
     * @param function the function's name, in any case
     * @param arguments what it gets
     * @return the result
     * @throws Exception what the function threw
     */
    @Nullable
    Object callFunction(Session session, long token, String function, CallArguments arguments) throws Exception;

    /**
     * A plugin asks for a query.
     *
     * @param session the connection
     * @param token the authorization token
     * @param text the query
     * @param parameters values that it names
     * @return the result
     * @throws Exception if the query fails
     */
    @Nullable
    Object query(Session session, long token, String text, Map<String, @Nullable Object> parameters) throws Exception;

    /**
     * A plugin reads a configuration value.
     *
     * @param session the connection
     * @param token the authorization token
     * @param key the key
     * @return the value, or null
     */
    @Nullable
    Object config(Session session, long token, String key);

    /**
     * A plugin changes a configuration value.
     *
     * @param session the connection
     * @param token the authorization token
     * @param key the key
     * @param value the value, or null to remove it
     */
    void setConfig(Session session, long token, String key, @Nullable Object value);

    /**
     * A plugin logs.
     *
     * @param session the connection
     * @param token the authorization token
     * @param level the level
     * @param message the message, a template if there are arguments
     * @param arguments values for the template's placeholders
     */
    void log(Session session, long token, LogLevel level, String message, List<String> arguments);

    /**
     * A plugin asks for the host's functions.
     *
     * @param session the connection
     * @param token the authorization token
     * @param name the name to look for, in any case, or null for all
     * @return the functions
     */
    List<FunctionInfo> functions(Session session, long token, @Nullable String name);

    /**
     * A plugin offers more functions.
     *
     * @param session the connection
     * @param token the authorization token
     * @param functions reads the functions; fails if a signature is malformed
     */
    void addFunctions(Session session, long token, Supplier<List<FunctionInfo>> functions);

    /**
     * The plugin opens a connection for services of this side's own.
     *
     * @param session the connection
     * @param token the authorization token
     * @return what it may call there
     */
    ServiceAccess openServices(Session session, long token);

    /**
     * A connection has ended.
     *
     * @param session the connection
     */
    void closed(Session session);
}
