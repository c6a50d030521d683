package io.thriftplugins.rpc;

/**
 * What a host tells a plugin that it takes over. It holds a secret: not to be logged.
 *
 * @param proof that the host knows the plugin's secret, see {@link TakeOverProof}
 * @param endpoint where to register
 * @param token with which registration token
 * @param pid the host's process
 */
public record TakeOverOffer(byte[] proof, String endpoint, String token, long pid) {

    /** Copies the proof. */
    public TakeOverOffer {
        proof = proof.clone();
    }

    /** The bytes, which are the caller's own. */
    @Override
    public byte[] proof() {
        return proof.clone();
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "TakeOverOffer[" + endpoint + ", pid " + pid + "]";
    }
}
