package io.thriftplugins.client;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.TransportKeys;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments that name a plugin's own key material: {@code --tls-keys=FILE}, {@code --tls-password-file=FILE} and
 * {@code --tls-trust=FILE}. They hold paths; the password never stands on a command line.
 */
final class KeyArguments {

    static final String KEYS = "tls-keys";
    static final String PASSWORD = "tls-password-file";
    static final String TRUST = "tls-trust";

    private KeyArguments() {}

    /** Reads the files that are named; null if none is. */
    static @Nullable TransportKeys read(Map<String, String> options) {
        @Nullable String file = options.get(KEYS);
        @Nullable String password = options.get(PASSWORD);
        @Nullable String trust = options.get(TRUST);
        if (file == null) {
            if (password != null || trust != null) {
                throw invalid("--" + (password != null ? PASSWORD : TRUST) + " needs --" + KEYS
                        + "=FILE, a PKCS #12 file with the key of this process");
            }
            return null;
        }
        TransportKeys keys = TransportKeys.load(Path.of(file), password == null ? null : Path.of(password));
        return trust == null ? keys : keys.trusting(Path.of(trust));
    }

    private static PluginException invalid(String message) {
        return new PluginException(ErrorCode.INVALID_ARGUMENT, message);
    }
}
