package io.thriftplugins.rpc;

import io.thriftplugins.MessageServices;

/**
 * What {@code Services_Open} gives to a connection: the services that can be called on it, which themselves ask for no
 * token.
 *
 * @param services the services
 * @param served counts the calls
 * @param caller who calls, for the services
 * @param check run before each call: fails if the token is no longer valid, or if nothing may be called now
 */
public record ServiceAccess(MessageServices services, ServedCalls served, String caller, Runnable check) {}
