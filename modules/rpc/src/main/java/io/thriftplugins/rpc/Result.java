package io.thriftplugins.rpc;

import org.apache.thrift.TException;
import org.apache.thrift.protocol.TProtocolException;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/**
 * How a method's result is read: field 0 of its reply.
 *
 * @param <T> what it becomes
 */
final class Result<T extends @Nullable Object> {

    /** A method without result. */
    @SuppressWarnings("NullAway") // outside JSpecify mode it takes the type argument for non-null
    static final Result<@Nullable Void> VOID = new Result<>(TType.VOID, true, (in, values) -> null);

    /** A {@code VariantValue}; a reply without one means null. */
    @SuppressWarnings("NullAway") // likewise
    static final Result<@Nullable Object> VALUE = new Result<>(TType.STRUCT, true, (in, values) -> values.readResult());

    /** A text, which must be there. */
    static final Result<String> STRING = new Result<>(TType.STRING, false, (in, values) -> in.readString());

    private final byte type;
    private final boolean mayBeMissing;
    private final Reader<T> reader;

    Result(byte type, boolean mayBeMissing, Reader<T> reader) {
        this.type = type;
        this.mayBeMissing = mayBeMissing;
        this.reader = reader;
    }

    byte type() {
        return type;
    }

    T read(FrameProtocol in, ValueCodec values) throws TException {
        return reader.read(in, values);
    }

    /** What an empty reply means (contract 1.6). */
    @SuppressWarnings("NullAway") // only results that may be null may be missing
    T missing() throws TException {
        if (!mayBeMissing) {
            throw new TProtocolException(TProtocolException.INVALID_DATA, "it holds no result");
        }
        return null;
    }

    /**
     * Reads a field's content.
     *
     * @param <T> what it becomes
     */
    @FunctionalInterface
    interface Reader<T extends @Nullable Object> {
        T read(FrameProtocol in, ValueCodec values) throws TException;
    }
}
