package io.thriftplugins.client;

import io.thriftplugins.rpc.RegistrationReply;
import io.thriftplugins.rpc.RemoteHost;
import io.thriftplugins.rpc.ServedCalls;

/**
 * One host, with which the plugin has registered. It holds secrets.
 *
 * @param host where to call it
 * @param served its calls that are being served
 * @param reply what it answered to the registration
 */
record HostLink(RemoteHost host, ServedCalls served, RegistrationReply reply) {}
