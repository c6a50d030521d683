package io.thriftplugins.rpc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * How a plugin and the host that takes it over prove to each other that they know the secret, without sending it:
 * HMAC-SHA-256 (RFC 2104) of who speaks, what both have drawn, and for the host what it says. See docs/attach.md.
 */
public final class TakeOverProof {

    /** How many random bytes each side draws. */
    public static final int NONCE = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final String secret;
    private final byte[] hostNonce;
    private final byte[] pluginNonce;

    /**
     * The proofs of one conversation.
     *
     * @param secret what both know
     * @param hostNonce what the host drew
     * @param pluginNonce what the plugin drew
     */
    public TakeOverProof(String secret, byte[] hostNonce, byte[] pluginNonce) {
        this.secret = secret;
        this.hostNonce = hostNonce.clone();
        this.pluginNonce = pluginNonce.clone();
    }

    /**
     * The plugin's proof.
     *
     * @return the bytes
     */
    public byte[] ofPlugin() {
        return of("plugin", "");
    }

    /**
     * The host's proof, which holds for nothing but what it says.
     *
     * @param endpoint where the plugin is to register
     * @param token with which token
     * @param pid which process the plugin is to watch
     * @return the bytes
     */
    public byte[] ofHost(String endpoint, String token, long pid) {
        return of("host", endpoint + "\n" + token + "\n" + pid);
    }

    /**
     * Compares proofs in constant time.
     *
     * @param expected one
     * @param actual the other
     * @return whether they are the same
     */
    public static boolean same(byte[] expected, byte[] actual) {
        return MessageDigest.isEqual(expected, actual);
    }

    /**
     * The answer to the first half: what the plugin drew, and its proof.
     *
     * @return the bytes
     */
    public byte[] answer() {
        return ByteBuffer.allocate(2 * NONCE).put(pluginNonce).put(ofPlugin()).array();
    }

    /**
     * Reads an answer, and whether it proves anything.
     *
     * @param secret what the plugin should know
     * @param hostNonce what this side drew
     * @param answer what came
     * @return the conversation, or null if the plugin doesn't know the secret
     */
    public static @Nullable TakeOverProof read(String secret, byte[] hostNonce, byte[] answer) {
        if (answer.length != 2 * NONCE) {
            return null;
        }
        TakeOverProof proof = new TakeOverProof(secret, hostNonce, Arrays.copyOf(answer, NONCE));
        return same(proof.ofPlugin(), Arrays.copyOfRange(answer, NONCE, answer.length)) ? proof : null;
    }

    private byte[] of(String who, String said) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((who + "\n").getBytes(StandardCharsets.UTF_8));
            mac.update(hostNonce);
            mac.update(pluginNonce);
            mac.update(said.getBytes(StandardCharsets.UTF_8));
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }
}
