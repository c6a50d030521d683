package io.thriftplugins.rpc;

/** Which proxy an object of the peer gets. */
final class Proxies {

    private Proxies() {}

    static Object create(RemoteHandle handle) {
        return new ObjectProxy(handle);
    }
}
