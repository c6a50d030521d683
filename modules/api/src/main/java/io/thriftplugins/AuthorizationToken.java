package io.thriftplugins;

/**
 * A secret that a registered plugin presents with every call to the host (contract 4.4). It is bound to the plugin and
 * revoked when the plugin stops.
 */
public final class AuthorizationToken {

    private final long value;
    private final String pluginName;

    AuthorizationToken(long value, String pluginName) {
        this.value = value;
        this.pluginName = pluginName;
    }

    /**
     * The secret, for the wire. Never log it.
     *
     * @return 63 random bits, never negative, never 0
     */
    public long value() {
        return value;
    }

    /**
     * The plugin that the token belongs to.
     *
     * @return the name
     */
    public String pluginName() {
        return pluginName;
    }

    /** Names the plugin, not the secret. */
    @Override
    public String toString() {
        return "AuthorizationToken[" + pluginName + "]";
    }
}
