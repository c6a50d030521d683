package io.thriftplugins.spi;

import io.thriftplugins.TransportKeys;

/**
 * Makes the keys of a process that was given none. Found by transports through {@link java.util.ServiceLoader};
 * {@code io.thriftplugins:thrift-plugins-tls-certificates} provides one. The process of a plugin JAR gets the host's.
 */
public interface CertificateMaker {

    /**
     * Makes a new key pair and a certificate that it signs itself. Both are in memory alone.
     *
     * @return keys that trust nobody in particular
     */
    TransportKeys make();
}
