package io.thriftplugins;

import java.time.Instant;

/**
 * A secret that lets one process register as one plugin, once (contract 4.4). Whoever launches the process hands it
 * {@link #value()}; nothing else prints it.
 */
public final class RegistrationToken {

    private final String value;
    private final String pluginName;
    private final Instant expiresAt;

    RegistrationToken(String value, String pluginName, Instant expiresAt) {
        this.value = value;
        this.pluginName = pluginName;
        this.expiresAt = expiresAt;
    }

    /**
     * The secret, for the plugin's command line or environment. Never log it.
     *
     * @return 64 lower-case hexadecimal digits, 256 bits; or what the operator chose, in debug mode
     */
    public String value() {
        return value;
    }

    /**
     * The plugin that the token is for.
     *
     * @return the name
     */
    public String pluginName() {
        return pluginName;
    }

    /**
     * From when on the token is refused.
     *
     * @return the time
     */
    public Instant expiresAt() {
        return expiresAt;
    }

    /** Names the plugin, not the secret. */
    @Override
    public String toString() {
        return "RegistrationToken[" + pluginName + "]";
    }
}
