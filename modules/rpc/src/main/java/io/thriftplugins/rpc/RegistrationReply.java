package io.thriftplugins.rpc;

import io.thriftplugins.LogLevel;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the host answers to a registration (contract 3, {@code RegistrationResult}). It holds secrets: not to be logged.
 *
 * @param token the authorization token
 * @param version the host's version
 * @param minLogLevel the lowest level that the host records
 * @param callbackToken what the host presents to the plugin; empty if the host knows only the contract
 * @param features what the host announces, see {@link Features}
 */
public record RegistrationReply(
        long token, String version, LogLevel minLogLevel, OptionalLong callbackToken, Set<String> features) {

    /** Shows no secret. */
    @Override
    public String toString() {
        return "RegistrationReply[" + version + ", " + minLogLevel + ", " + features + "]";
    }
}
