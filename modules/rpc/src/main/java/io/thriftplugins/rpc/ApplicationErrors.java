package io.thriftplugins.rpc;

import io.thriftplugins.PluginException;
import io.thriftplugins.thrift.QueryCatPluginException;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/**
 * Thrift's own exception, {@code TApplicationException}, which methods answer with that declare none of ours. Between
 * peers of this project it carries ours in field 100, which others skip (docs/wire-evolution.md).
 */
final class ApplicationErrors {

    private static final int MESSAGE = 1;
    private static final int TYPE = 2;
    private static final int ERROR = 100;

    private ApplicationErrors() {}

    /**
     * Writes the whole struct.
     *
     * @param type one of the constants of {@link TApplicationException}
     */
    static void write(FrameProtocol out, int type, QueryCatPluginException error) throws TException {
        out.stringField(MESSAGE, String.valueOf(error.getError_message()));
        out.field(TType.I32, TYPE);
        out.writeI32(type);
        out.field(TType.STRUCT, ERROR);
        error.write(out);
        out.writeByte(TType.STOP);
    }

    /**
     * Reads the struct.
     *
     * @param peer whom the call went to, for the message
     * @param method what was called, for the message
     * @return the exception that the caller sees
     */
    static PluginException read(FrameProtocol in, String peer, String method) throws TException {
        String message = null;
        int type = TApplicationException.UNKNOWN;
        QueryCatPluginException error = null;
        StructReader fields = new StructReader(in);
        while (fields.next()) {
            if (fields.is(MESSAGE, TType.STRING)) {
                message = in.readString();
            } else if (fields.is(TYPE, TType.I32)) {
                type = in.readI32();
            } else if (fields.is(ERROR, TType.STRUCT)) {
                error = readError(in);
            } else {
                fields.skip();
            }
        }
        return error != null
                ? RemoteErrors.fromWire(error, peer, method)
                : RemoteErrors.fromProtocol(exception(type, message), peer, method);
    }

    private static QueryCatPluginException readError(FrameProtocol in) throws TException {
        QueryCatPluginException error = new QueryCatPluginException();
        error.read(in);
        return error;
    }

    private static TApplicationException exception(int type, @Nullable String message) {
        return message == null ? new TApplicationException(type) : new TApplicationException(type, message);
    }
}
