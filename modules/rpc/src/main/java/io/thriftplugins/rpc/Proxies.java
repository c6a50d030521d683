package io.thriftplugins.rpc;

/** Which proxy an object of the peer gets. */
final class Proxies {

    private Proxies() {}

    static Object create(RemoteHandle handle) {
        return switch (handle.kind()) {
            case BLOB -> new RemoteBlob(handle);
            case ROWS_INPUT, ROWS_ITERATOR, ROWS_OUTPUT -> new RemoteRowSet(handle);
            default -> new ObjectProxy(handle);
        };
    }
}
