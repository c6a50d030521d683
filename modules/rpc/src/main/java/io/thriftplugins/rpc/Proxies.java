package io.thriftplugins.rpc;

import io.thriftplugins.ObjectKind;

/** Which proxy an object of the peer gets. */
final class Proxies {

    private Proxies() {}

    static Object create(RemoteHandle handle) {
        return handle.kind() == ObjectKind.BLOB ? new RemoteBlob(handle) : new ObjectProxy(handle);
    }
}
