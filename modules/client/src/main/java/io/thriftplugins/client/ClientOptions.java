package io.thriftplugins.client;

import java.time.Duration;

/**
 * How a client behaves; see {@link ThriftPluginsClient.Builder}.
 *
 * @param callTimeout limit of calls that name none; zero for none
 * @param hostTimeout how long to try to reach the host at first
 * @param maxConnections connections to the host
 * @param acceptContractHosts whether hosts without callback token may call
 * @param embedded whether this is the host's own JVM
 */
record ClientOptions(
        Duration callTimeout,
        Duration hostTimeout,
        int maxConnections,
        boolean acceptContractHosts,
        boolean embedded) {}
