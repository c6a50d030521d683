package io.thriftplugins;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A service of a host's or plugin's own, beside the framework's: methods by name, whose arguments and results are bytes
 * that only caller and callee understand. It travels over the framework's connections, and only who has presented a
 * valid token can call it. The module {@code io.thriftplugins.services} makes such services of Thrift's.
 *
 * <p>Used by many threads at once.
 */
public interface MessageService {

    /**
     * The name that callers know it by.
     *
     * @return always the same; {@link MessageServices#add} tells which names are possible
     */
    String name();

    /**
     * Reads a call's arguments. Must not wait for anything: the connection's next message can be read only afterwards.
     *
     * @param method the method's name
     * @param arguments the bytes that the caller sent behind it; not to be changed, and somebody else's as soon as this
     *     method returns
     * @return the call; null if there is no such method
     * @throws IOException if the arguments can't be read; the message tells the caller why
     */
    @Nullable
    Call read(String method, ByteBuffer arguments) throws IOException;

    /** A call with its arguments. */
    @FunctionalInterface
    interface Call {

        /**
         * Runs the method. The thread is interrupted if the caller gives up.
         *
         * @param caller who calls: the plugin's name on the host's side, {@code host} on a plugin's
         * @return the result
         * @throws Exception what the caller gets as a {@link PluginException} with
         *     {@code FUNCTION_FAILED}; a {@code PluginException} keeps its code
         */
        Result run(String caller) throws Exception;
    }

    /** A result to be sent. */
    @FunctionalInterface
    interface Result {

        /**
         * Writes the bytes that the caller is to get.
         *
         * @param out where to; it refuses more than fits into one message with a
         *     {@link PluginException}, to be let through
         * @throws IOException if the result can't be written; the caller gets the message
         */
        void write(OutputStream out) throws IOException;
    }
}
