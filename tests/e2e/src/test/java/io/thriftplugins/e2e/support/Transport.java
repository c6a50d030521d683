package io.thriftplugins.e2e.support;

/** The transports that a test is repeated with. */
public enum Transport {
    PIPE("net.pipe"),
    SOCKET("tcp");

    private final String scheme;

    Transport(String scheme) {
        this.scheme = scheme;
    }

    public String scheme() {
        return scheme;
    }
}
