package io.thriftplugins.rpc;

/** What stands for an object of the peer on this side. */
interface RemoteProxy {

    /** The object's handle, which belongs to the proxy alone. */
    RemoteHandle handle();
}
