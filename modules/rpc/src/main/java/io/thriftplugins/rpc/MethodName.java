package io.thriftplugins.rpc;

import java.nio.charset.StandardCharsets;

/** A method's name as requests carry it, {@code service:Method}, encoded once (contract 1.5). */
final class MethodName {

    private final String shown;
    private final byte[] request;

    MethodName(String service, String method) {
        this(service, method, method);
    }

    private MethodName(String service, String method, String shown) {
        this.shown = shown;
        this.request = (service + ":" + method).getBytes(StandardCharsets.UTF_8);
    }

    /** A method of a service of the callee's own, which messages name together with it. */
    static MethodName own(String service, String method) {
        return new MethodName(service, method, service + "." + method);
    }

    /** The bytes that requests carry; not to be changed. */
    byte[] request() {
        return request;
    }

    /** For messages: the bare name, which replies carry, if the service is the framework's. */
    @Override
    public String toString() {
        return shown;
    }
}
