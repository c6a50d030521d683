package io.thriftplugins.cli;

import io.thriftplugins.TransportKeys;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Key material of the user's own, by the names that plugins' processes know. Only files: no secret is an argument. */
final class TlsOptions {

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--tls-keys",
            paramLabel = "FILE",
            description = "A PKCS #12 file with the key and certificate to listen with on tls; "
                    + "by default they are made up.")
    private @Nullable Path keys;

    @Option(
            names = "--tls-password-file",
            paramLabel = "FILE",
            description = "A file with the password of --tls-keys in its first line.")
    private @Nullable Path password;

    @Option(
            names = "--tls-trust",
            paramLabel = "FILE",
            description = "Certificates (PEM or DER) of the authorities that plugins' certificates have to come from; "
                    + "by default the token alone decides.")
    private @Nullable Path trust;

    TlsOptions() {}

    /**
     * Reads the files.
     *
     * @param used whether the transport needs them
     * @return the keys; null if none are given
     */
    @Nullable
    TransportKeys read(boolean used) {
        if (!used && (keys != null || password != null || trust != null)) {
            throw wrong("--tls-keys, --tls-password-file and --tls-trust are for tls; listen there with --transport tls"
                    + " or --endpoint tls://ADDRESS:PORT, or leave them out");
        }
        if (keys == null) {
            if (password != null || trust != null) {
                throw wrong((password != null ? "--tls-password-file" : "--tls-trust")
                        + " needs --tls-keys FILE, a PKCS #12 file with the key of this host");
            }
            return null;
        }
        TransportKeys read = TransportKeys.load(keys, password);
        return trust == null ? read : read.trusting(trust);
    }

    private ParameterException wrong(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
