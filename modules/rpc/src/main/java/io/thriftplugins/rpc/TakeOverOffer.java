package io.thriftplugins.rpc;

/** What a host tells a plugin that it takes over. It holds a secret: not to be logged. */
public final class TakeOverOffer {

    private final byte[] proof;
    private final String endpoint;
    private final String token;
    private final long pid;

    TakeOverOffer(byte[] proof, String endpoint, String token, long pid) {
        this.proof = proof.clone();
        this.endpoint = endpoint;
        this.token = token;
        this.pid = pid;
    }

    /**
     * That the host knows the plugin's secret, see {@link TakeOverProof}.
     *
     * @return the bytes, which are the caller's own
     */
    public byte[] proof() {
        return proof.clone();
    }

    /**
     * Where to register.
     *
     * @return an endpoint's URI
     */
    public String endpoint() {
        return endpoint;
    }

    /**
     * With which registration token.
     *
     * @return the secret
     */
    public String token() {
        return token;
    }

    /**
     * The host's process.
     *
     * @return its id; 0 if the plugin can't see it
     */
    public long pid() {
        return pid;
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "TakeOverOffer[" + endpoint + ", pid " + pid + "]";
    }
}
