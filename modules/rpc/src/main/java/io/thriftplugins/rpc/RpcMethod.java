package io.thriftplugins.rpc;

import org.apache.thrift.TException;
import org.jspecify.annotations.Nullable;

/** A method that this side serves, in two steps, since the input must be free again while the method runs. */
@FunctionalInterface
interface RpcMethod {

    /**
     * Reads the arguments.
     *
     * @param in stands at the begin of the argument struct
     * @param values reads values from it
     * @param session whose call it is
     * @return what to do with them
     * @throws TException if the arguments can't be read; the connection is then closed without a reply (contract 1.6)
     */
    Call decode(FrameProtocol in, ValueCodec values, Session session) throws TException;

    /** A call with its arguments. */
    @FunctionalInterface
    interface Call {

        /**
         * Runs the method.
         *
         * @return writes field 0 of the reply; null if the method has no result
         * @throws Exception answered as the contract's exception
         */
        @Nullable
        Reply run() throws Exception;
    }

    /** A result to be written. */
    @FunctionalInterface
    interface Reply {

        /** Writes the field with its header; the end of the reply is written by the caller. */
        void write(FrameProtocol out, ValueCodec values) throws TException;

        /** Frees what the result holds: it was sent, or never will be. */
        default void done() {}
    }
}
