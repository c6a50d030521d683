package io.thriftplugins.rpc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TList;
import org.apache.thrift.protocol.TMap;
import org.apache.thrift.protocol.TProtocolException;
import org.apache.thrift.protocol.TSet;
import org.apache.thrift.protocol.TType;

/**
 * Thrift's binary protocol over a {@link FrameBuffer}: writes strict headers, reads both kinds (contract 1.5). A
 * collection that announces more elements than the message has bytes left is refused before anything is allocated.
 *
 * <p>The methods for fields beside those of Thrift spare an object for each field.
 */
final class FrameProtocol extends TBinaryProtocol {

    static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final FrameBuffer buffer;

    FrameProtocol(FrameBuffer buffer) {
        super(buffer, false, true);
        this.buffer = buffer;
    }

    FrameBuffer buffer() {
        return buffer;
    }

    void field(byte type, int id) throws TException {
        int at = buffer.reserve(Byte.BYTES + Short.BYTES);
        buffer.array()[at] = type;
        SHORT.set(buffer.array(), at + Byte.BYTES, (short) id);
    }

    // The primitives go straight into the array; through the transport each would be copied twice.

    @Override
    public void writeByte(byte value) throws TException {
        int at = buffer.reserve(Byte.BYTES);
        buffer.array()[at] = value;
    }

    @Override
    public void writeI16(short value) throws TException {
        int at = buffer.reserve(Short.BYTES);
        SHORT.set(buffer.array(), at, value);
    }

    @Override
    public void writeI32(int value) throws TException {
        int at = buffer.reserve(Integer.BYTES);
        INT.set(buffer.array(), at, value);
    }

    @Override
    public void writeI64(long value) throws TException {
        int at = buffer.reserve(Long.BYTES);
        LONG.set(buffer.array(), at, value);
    }

    void i32Field(int id, int value) throws TException {
        field(TType.I32, id);
        writeI32(value);
    }

    void i64Field(int id, long value) throws TException {
        field(TType.I64, id);
        writeI64(value);
    }

    void stringField(int id, String value) throws TException {
        field(TType.STRING, id);
        writeString(value);
    }

    /** Writes a field of bytes, which are sent from where they are. The caller closes the chunk after that. */
    void chunkField(int id, Chunk chunk) throws TException {
        field(TType.STRING, id);
        writeI32(chunk.length());
        buffer.attach(chunk);
    }

    void listHeader(byte type, int size) throws TException {
        writeByte(type);
        writeI32(size);
    }

    void mapHeader(byte keyType, byte valueType, int size) throws TException {
        writeByte(keyType);
        writeByte(valueType);
        writeI32(size);
    }

    /** A text that can't fit is refused before it is encoded, which would take as much memory again. */
    @Override
    public void writeString(String text) throws TException {
        buffer.checkRoom(text.length());
        super.writeString(text);
    }

    /** Reads a list's header and checks its type; returns its size. */
    int readListHeader(byte type) throws TException {
        byte actual = readByte();
        int size = sized(readI32());
        if (actual != type && size > 0) {
            throw new TProtocolException(
                    TProtocolException.INVALID_DATA, "A list has elements of type " + actual + " instead of " + type);
        }
        return size;
    }

    /** Reads a map's header and checks its types; returns its size. */
    int readMapHeader(byte keyType, byte valueType) throws TException {
        byte actualKey = readByte();
        byte actualValue = readByte();
        int size = sized(readI32());
        if (size > 0 && (actualKey != keyType || actualValue != valueType)) {
            throw new TProtocolException(
                    TProtocolException.INVALID_DATA,
                    "A map has entries of types " + actualKey + ", " + actualValue + " instead of " + keyType + ", "
                            + valueType);
        }
        return size;
    }

    /** Whether a field has the type that its id should have; otherwise it is skipped, as Thrift does. */
    boolean expect(TField field, byte type) throws TException {
        if (field.type == type) {
            return true;
        }
        skip(field.type);
        return false;
    }

    /** Libthrift's own goes back in the message for a negative length, and reads it again and again. */
    @Override
    protected void skipBinary() throws TException {
        int length = readI32();
        buffer.checkReadBytesAvailable(length);
        buffer.consumeBuffer(length);
    }

    @Override
    public TList readListBegin() throws TException {
        TList list = super.readListBegin();
        sized(list.size);
        return list;
    }

    @Override
    public TSet readSetBegin() throws TException {
        TSet set = super.readSetBegin();
        sized(set.size);
        return set;
    }

    @Override
    public TMap readMapBegin() throws TException {
        TMap map = super.readMapBegin();
        sized(map.size);
        return map;
    }

    /** No element takes less than a byte. */
    private int sized(int size) throws TException {
        if (size < 0 || size > buffer.getBytesRemainingInBuffer()) {
            throw new TProtocolException(
                    TProtocolException.SIZE_LIMIT,
                    "A collection announces " + size + " elements in " + buffer.getBytesRemainingInBuffer() + " bytes");
        }
        return size;
    }
}
