package io.thriftplugins.server;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs queries for plugins, in whatever language the host has. Called by many threads at once. */
@FunctionalInterface
public interface QueryHandler {

    /**
     * Runs a query.
     *
     * @param plugin who asks
     * @param text the query
     * @param parameters values that it names
     * @return the result, a value of the table in {@link io.thriftplugins.Values}
     * @throws Exception if it fails; the plugin is told
     */
    @Nullable
    Object query(String plugin, String text, Map<String, @Nullable Object> parameters) throws Exception;
}
