package io.thriftplugins.rpc;

import java.nio.charset.StandardCharsets;

/** A method's name as requests carry it, {@code service:Method}, encoded once (contract 1.5). */
final class MethodName {

    private final String shown;
    private final boolean own;
    private final byte[] request;

    MethodName(String service, String method) {
        this(service, method, method, false);
    }

    private MethodName(String service, String method, String shown, boolean own) {
        this(shown, own, (service + ":" + method).getBytes(StandardCharsets.UTF_8));
    }

    private MethodName(String shown, boolean own, byte[] request) {
        this.shown = shown;
        this.own = own;
        this.request = request;
    }

    /** A method of a service of the callee's own, which messages name together with it. */
    static MethodName own(String service, String method) {
        return new MethodName(service, method, service + "." + method, true);
    }

    /** The same method, shown as the function that it is to call. */
    MethodName shownAs(String function) {
        return new MethodName(function, own, request);
    }

    /** Whether arguments and replies are whole structs that only caller and callee understand. */
    boolean isOwn() {
        return own;
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
