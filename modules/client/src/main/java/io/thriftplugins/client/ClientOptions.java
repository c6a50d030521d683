package io.thriftplugins.client;

import io.thriftplugins.Limits;
import java.time.Duration;

/**
 * How a client behaves; see {@link ThriftPluginsClient.Builder}.
 *
 * @param callTimeout limit of calls that name none; zero for none
 * @param hostTimeout how long to try to reach the host at first
 * @param limits what the host and others may take
 * @param acceptContractHosts whether hosts without callback token may call
 * @param embedded whether this is the host's own JVM
 */
record ClientOptions(
        Duration callTimeout, Duration hostTimeout, Limits limits, boolean acceptContractHosts, boolean embedded) {}
