package io.thriftplugins.server;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;

/**
 * What a plugin that is to outlive its host is told at its launch. It holds a secret: not to be logged.
 *
 * @param giveUpAfter how long it waits for another host
 * @param secret what that host must know
 */
record Outliving(Duration giveUpAfter, String secret) {

    static final String TIME = EnvironmentPolicy.RESERVED_PREFIX + "OUTLIVE";
    static final String SECRET = EnvironmentPolicy.RESERVED_PREFIX + "TAKE_OVER";

    private static final SecureRandom RANDOM = new SecureRandom();

    /** With a secret of 256 random bits. */
    static Outliving until(Duration giveUpAfter) {
        byte[] secret = new byte[32];
        RANDOM.nextBytes(secret);
        return new Outliving(giveUpAfter, HexFormat.of().formatHex(secret));
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "Outliving[" + giveUpAfter + "]";
    }
}
