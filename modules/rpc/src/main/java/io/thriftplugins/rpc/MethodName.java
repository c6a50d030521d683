package io.thriftplugins.rpc;

import java.nio.charset.StandardCharsets;

/** A method's name as requests carry it, {@code service:Method}, encoded once (contract 1.5). */
final class MethodName {

    private final String method;
    private final byte[] request;

    MethodName(String service, String method) {
        this.method = method;
        this.request = (service + ":" + method).getBytes(StandardCharsets.UTF_8);
    }

    /** The bytes that requests carry; not to be changed. */
    byte[] request() {
        return request;
    }

    /** The bare name, which replies carry. */
    @Override
    public String toString() {
        return method;
    }
}
