package io.thriftplugins.rpc;

/** Names of services and methods on the wire (contract 4), and what this project's peers announce to each other. */
final class Services {

    /** Served by the host. */
    static final String HOST = "plugins-manager";

    /** Served by the plugin. */
    static final String PLUGIN = "plugin";

    static final String CALL_FUNCTION = "CallFunction";

    /** Opens a connection for the callee's own services. */
    static final String OPEN = "Services_Open";

    private Services() {}
}
