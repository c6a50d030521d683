package io.thriftplugins.rpc;

import io.thriftplugins.Column;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limit;
import io.thriftplugins.PluginException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.thrift.TException;
import org.jspecify.annotations.Nullable;

/**
 * A batch of rows of the peer, as the bytes in which it came; values are made when somebody asks for them. It is used
 * again for a later batch. Belongs to one thread at a time.
 */
abstract class Batch {

    final List<Column> columns;
    final FrameBuffer buffer;
    final FrameProtocol wire;

    private final ObjectSpace space;
    private final ValueCodec codec;

    /** Where objects lie that stay with their owner, by their place; null if nobody asked for one yet. */
    private final Map<Integer, @Nullable Object> objects = new HashMap<>();

    private int asked;
    private int rows;
    private boolean hasMore;
    private int bytes;

    Batch(ObjectSpace space, List<Column> columns) {
        this.space = space;
        this.columns = columns;
        this.wire = Staging.wire(space, space.rpc().limits().number(Limit.MAX_FRAME_BYTES));
        this.buffer = wire.buffer();
        this.codec = Staging.codec(space, wire);
    }

    /**
     * Takes the reply's field 0 over, and the rest of the message with it.
     *
     * @param count how many rows were asked for
     */
    final Batch load(FrameProtocol in, int count) throws TException {
        FrameBuffer source = in.buffer();
        asked = count;
        bytes = source.getBytesRemainingInBuffer();
        buffer.clear(0);
        buffer.write(source.array(), source.position(), bytes);
        source.consumeBuffer(bytes);
        rows = 0;
        hasMore = true;
        index();
        return this;
    }

    /** Finds the values in the buffer and calls {@link #found}. */
    abstract void index() throws TException;

    final void found(int rowCount, boolean more) {
        rows = rowCount;
        hasMore = more;
    }

    /** Notes that there is an object of the peer, which wants to be released even if nobody looks at it. */
    final void foundUnion(int at) {
        if (at >= 0 && Union.id(buffer.array(), at) == ValueCodec.OBJECT) {
            objects.put(at, null);
        }
    }

    final int asked() {
        return asked;
    }

    final int rows() {
        return rows;
    }

    final boolean hasMore() {
        return hasMore;
    }

    final int bytes() {
        return bytes;
    }

    abstract boolean isNull(int row, int column);

    abstract long getLong(int row, int column);

    abstract double getDouble(int row, int column);

    abstract boolean getBoolean(int row, int column);

    abstract @Nullable String getString(int row, int column);

    abstract @Nullable Object get(int row, int column);

    final long unionLong(int at, int column) {
        int id = Union.id(buffer.array(), at);
        if (id == ValueCodec.INTEGER || id == ValueCodec.TIMESTAMP || id == ValueCodec.INTERVAL) {
            return Union.longAt(buffer.array(), at);
        }
        throw mismatch(column, unionValue(at), "an integer");
    }

    final double unionDouble(int at, int column) {
        int id = Union.id(buffer.array(), at);
        if (id == ValueCodec.FLOAT) {
            return Double.longBitsToDouble(Union.longAt(buffer.array(), at));
        } else if (id == ValueCodec.INTEGER) {
            return (double) Union.longAt(buffer.array(), at);
        }
        throw mismatch(column, unionValue(at), "a float");
    }

    final boolean unionBoolean(int at, int column) {
        if (Union.id(buffer.array(), at) == ValueCodec.BOOLEAN) {
            return Union.booleanAt(buffer.array(), at);
        }
        throw mismatch(column, unionValue(at), "a boolean");
    }

    final String unionString(int at, int column) {
        if (Union.id(buffer.array(), at) == ValueCodec.STRING) {
            return Union.textAt(buffer.array(), at);
        }
        throw mismatch(column, unionValue(at), "a string");
    }

    final @Nullable Object unionValue(int at) {
        byte[] bytesOfAll = buffer.array();
        return switch (Union.id(bytesOfAll, at)) {
            case ValueCodec.INTEGER -> Union.longAt(bytesOfAll, at);
            case ValueCodec.FLOAT -> Double.longBitsToDouble(Union.longAt(bytesOfAll, at));
            case ValueCodec.STRING -> Union.textAt(bytesOfAll, at);
            case ValueCodec.OBJECT -> objects.computeIfAbsent(at, this::decode);
            default -> decode(at);
        };
    }

    private @Nullable Object decode(int at) {
        int end = buffer.end();
        try {
            buffer.window(at, end);
            return codec.read();
        } catch (TException e) {
            throw new PluginException(ErrorCode.PROTOCOL_ERROR, space.peer() + " sent an unreadable value", e);
        } finally {
            buffer.window(0, end);
        }
    }

    /** Releases the objects that nobody looked at. */
    final void drop() {
        List<Integer> unseen = new ArrayList<>();
        objects.forEach((at, object) -> {
            if (object == null) {
                unseen.add(at);
            }
        });
        for (int at : unseen) {
            if (decode(at) instanceof AutoCloseable object) {
                var unused = space.rpc().async(() -> closed(object));
            }
        }
        objects.clear();
    }

    private static boolean closed(AutoCloseable object) {
        try {
            object.close();
            return true;
        } catch (Exception e) {
            return false;
        }
    }

    final PluginException mismatch(int column, @Nullable Object value, String wanted) {
        Column known = columns.get(column);
        return new PluginException(
                ErrorCode.INVALID_ARGUMENT,
                "Column '" + known.name() + "' (" + known.type().typeName() + ") holds "
                        + (value == null ? "null" : "a " + value.getClass().getSimpleName())
                        + " in this row, where " + wanted + " is wanted"
                        + (value == null ? "; ask isNull(...) first" : ""));
    }

    final void checkColumn(int column) {
        Objects.checkIndex(column, columns.size());
    }
}
