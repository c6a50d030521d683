package io.thriftplugins.rpc;

import io.thriftplugins.DataType;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.Json;
import io.thriftplugins.Limit;
import io.thriftplugins.Limits;
import io.thriftplugins.PluginException;
import io.thriftplugins.Values;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/**
 * Values to and from the wire's {@code VariantValue} (contract 3 and 5.4), without the generated union: that one fails
 * on an empty union and loses its place when two fields are present, both of which strangers send.
 */
final class ValueCodec {

    static final int NULL = 1;
    static final int INTEGER = 2;
    static final int STRING = 3;
    static final int FLOAT = 4;
    static final int TIMESTAMP = 5;
    static final int BOOLEAN = 6;
    static final int DECIMAL = 7;
    static final int INTERVAL = 8;
    static final int OBJECT = 9;
    static final int JSON = 10;
    static final int ARRAY = 11;
    static final int MAP = 12;

    /** Ours: {@code binary_}. */
    static final int BYTES = 100;

    private final FrameProtocol wire;
    private final Limits limits;
    private final int maxDepth;
    private final int maxElements;
    private final PassedObjects passed;

    /** Whether what is being read is the result of a call. */
    private boolean readsResult;

    ValueCodec(FrameProtocol wire, Limits limits) {
        this(wire, limits, () -> null, false);
    }

    /**
     * A codec for one direction of a connection.
     *
     * @param space the objects between this side and the peer; null while it is unknown who the peer is
     * @param handsOver whether objects that are written are given away, as results are, or lent, as arguments are
     */
    ValueCodec(FrameProtocol wire, Limits limits, Supplier<@Nullable ObjectSpace> space, boolean handsOver) {
        this(wire, limits, new PassedObjects(space, handsOver));
    }

    /** A codec that shares the list of passed objects with others that write to the same message. */
    ValueCodec(FrameProtocol wire, Limits limits, PassedObjects passed) {
        this.wire = wire;
        this.limits = limits;
        this.maxDepth = limits.number(Limit.MAX_DEPTH);
        this.maxElements = limits.number(Limit.MAX_ELEMENTS);
        this.passed = passed;
    }

    /** The objects that the message being written passes. */
    PassedObjects passed() {
        return passed;
    }

    /**
     * Writes a value of the table in {@link Values}.
     *
     * @throws PluginException if the value is of another type, out of range, or nested too deeply
     */
    void write(@Nullable Object value) throws TException {
        write(value, 0);
    }

    private void write(@Nullable Object value, int depth) throws TException {
        if (value == null) {
            wire.field(TType.BOOL, NULL);
            wire.writeBool(true);
        } else if (value instanceof String text) {
            wire.stringField(STRING, text);
        } else if (value instanceof Long || value instanceof Integer) {
            wire.i64Field(INTEGER, ((Number) value).longValue());
        } else if (value instanceof Double number) {
            wire.field(TType.DOUBLE, FLOAT);
            wire.writeDouble(number);
        } else {
            writeOther(value, depth);
        }
        wire.writeByte(TType.STOP);
    }

    private void writeOther(Object value, int depth) throws TException {
        DataType type = Values.typeOf(value);
        switch (type) {
            case INTEGER -> wire.i64Field(INTEGER, toLong((Number) value));
            case STRING -> wire.stringField(STRING, value instanceof Enum<?> e ? e.name() : value.toString());
            case FLOAT -> {
                wire.field(TType.DOUBLE, FLOAT);
                wire.writeDouble(((Number) value).doubleValue());
            }
            case BOOLEAN -> {
                wire.field(TType.BOOL, BOOLEAN);
                wire.writeBool((Boolean) value);
            }
            case TIMESTAMP -> wire.i64Field(TIMESTAMP, ((Instant) value).getEpochSecond());
            case INTERVAL -> wire.i64Field(INTERVAL, toMillis((Duration) value));
            case NUMERIC -> {
                wire.field(TType.STRUCT, DECIMAL);
                Decimals.write(wire, (java.math.BigDecimal) value);
            }
            case ARRAY -> {
                wire.field(TType.LIST, ARRAY);
                writeList(value instanceof Object[] array ? Arrays.asList(array) : (Collection<?>) value, depth + 1);
            }
            case MAP -> {
                wire.field(TType.MAP, MAP);
                writeMap((Map<?, ?>) value, depth + 1);
            }
            default -> writeObject(value);
        }
    }

    private void writeObject(Object value) throws TException {
        if (value instanceof Json json) {
            wire.stringField(JSON, json.text());
        } else if (value instanceof byte[] bytes && passed.peer().peerHas(Features.BINARY_VALUES)) {
            wire.field(TType.STRING, BYTES);
            wire.writeBinary(ByteBuffer.wrap(bytes));
        } else {
            wire.field(TType.STRUCT, OBJECT);
            passed.add(value).write(wire);
        }
    }

    /** Writes a list of values, without a field around it. */
    void writeList(Collection<?> values) throws TException {
        writeList(values, 0);
    }

    private void writeList(Collection<?> values, int depth) throws TException {
        checkDepth(depth);
        int size = values.size();
        checkElements(size);
        wire.listHeader(TType.STRUCT, size);
        int written = 0;
        for (Object element : values) {
            write(element, depth);
            written++;
        }
        checkSize(size, written);
    }

    private void writeMap(Map<?, ?> map, int depth) throws TException {
        checkDepth(depth);
        int size = map.size();
        checkElements(size);
        wire.mapHeader(TType.STRUCT, TType.STRUCT, size);
        int written = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            write(entry.getKey(), depth);
            write(entry.getValue(), depth);
            written++;
        }
        checkSize(size, written);
    }

    /** The size stands before the elements, so the peer would take what follows for them. */
    private static void checkSize(int announced, int written) {
        if (announced != written) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT,
                    "A collection was changed while it was being sent: it had " + announced + " elements, then "
                            + written);
        }
    }

    /** Writes a map from names to values, without a field around it. */
    void writeNamed(Map<String, ? extends @Nullable Object> map) throws TException {
        wire.mapHeader(TType.STRING, TType.STRUCT, map.size());
        for (Map.Entry<String, ? extends @Nullable Object> entry : map.entrySet()) {
            wire.writeString(entry.getKey());
            write(entry.getValue(), 0);
        }
    }

    /** Reads a value; null for null, for an empty union, and for one that has only unknown fields. */
    @Nullable
    Object read() throws TException {
        return read(0);
    }

    /** Of several fields the first in the contract's order counts (5.4), which is the order of their ids. */
    private @Nullable Object read(int depth) throws TException {
        Object value = null;
        int chosen = Integer.MAX_VALUE;
        while (true) {
            byte type = wire.readByte();
            if (type == TType.STOP) {
                return value instanceof ObjectReference reference ? proxy(reference, depth) : value;
            }
            int id = wire.readI16();
            if (id < chosen && typeOf(id) == type) {
                value = readField(id, depth);
                chosen = id;
            } else {
                wire.skip(type);
            }
        }
    }

    static byte typeOf(int id) {
        return switch (id) {
            case NULL, BOOLEAN -> TType.BOOL;
            case INTEGER, TIMESTAMP, INTERVAL -> TType.I64;
            case STRING, JSON, BYTES -> TType.STRING;
            case FLOAT -> TType.DOUBLE;
            case DECIMAL, OBJECT -> TType.STRUCT;
            case ARRAY -> TType.LIST;
            case MAP -> TType.MAP;
            default -> TType.STOP;
        };
    }

    private @Nullable Object readField(int id, int depth) throws TException {
        return switch (id) {
            case INTEGER -> wire.readI64();
            case STRING -> wire.readString();
            case FLOAT -> wire.readDouble();
            case TIMESTAMP -> toInstant(wire.readI64());
            case BOOLEAN -> wire.readBool();
            case DECIMAL -> Decimals.read(wire);
            case INTERVAL -> Duration.ofMillis(wire.readI64());
            case OBJECT -> ObjectReference.read(wire);
            case BYTES -> {
                ByteBuffer part = wire.readBinary();
                byte[] bytes = new byte[part.remaining()];
                part.get(bytes);
                yield bytes;
            }
            case JSON -> new Json(wire.readString());
            case ARRAY -> readList(depth + 1);
            case MAP -> readMap(depth + 1);
            default -> {
                // The presence of isNull says null, even if it is false (contract 5.4).
                wire.readBool();
                yield null;
            }
        };
    }

    private @Nullable Object proxy(ObjectReference reference, int depth) {
        ObjectSpace peer = passed.peer();
        boolean result = readsResult && depth == 0;
        return peer.proxy(reference, result || peer.peerHas(Features.OBJECT_FUNCTIONS));
    }

    /** Reads the result of a call: an object in its place waits for this side to release it, whoever the peer is. */
    @Nullable
    Object readResult() throws TException {
        readsResult = true;
        try {
            return read(0);
        } finally {
            readsResult = false;
        }
    }

    /** Reads a list of values, without a field around it. */
    List<@Nullable Object> readList() throws TException {
        return readList(0);
    }

    private List<@Nullable Object> readList(int depth) throws TException {
        checkDepth(depth);
        int size = wire.readListHeader(TType.STRUCT);
        if (size == 0) {
            // What takes eight bytes in a message must not take a hundred here.
            return Collections.emptyList();
        }
        checkElements(size);
        // Lists within lists may announce the same bytes again and again.
        List<@Nullable Object> values = new ArrayList<>(Math.min(size, 256));
        for (int i = 0; i < size; i++) {
            values.add(read(depth));
        }
        return Collections.unmodifiableList(values);
    }

    private Map<@Nullable Object, @Nullable Object> readMap(int depth) throws TException {
        checkDepth(depth);
        int size = wire.readMapHeader(TType.STRUCT, TType.STRUCT);
        if (size == 0) {
            return Collections.emptyMap();
        }
        checkElements(size);
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        MapKeys keys = new MapKeys(limits);
        for (int i = 0; i < size; i++) {
            Object key = read(depth);
            keys.check(key);
            map.put(key, read(depth));
        }
        return Collections.unmodifiableMap(map);
    }

    /** Reads a map from names to values, without a field around it. */
    Map<String, @Nullable Object> readNamed() throws TException {
        int size = wire.readMapHeader(TType.STRING, TType.STRUCT);
        if (size == 0) {
            return Map.of();
        }
        checkElements(size);
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            String name = wire.readString();
            map.put(name, read(0));
        }
        return Collections.unmodifiableMap(map);
    }

    /** Skips a field that isn't known. */
    void skip(TField field) throws TException {
        wire.skip(field.type);
    }

    private void checkDepth(int depth) {
        if (depth > maxDepth) {
            throw new PluginException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "Lists and maps are nested deeper than the limit maxDepth = " + maxDepth
                            + "; does one contain itself?");
        }
    }

    private void checkElements(int size) {
        if (size > maxElements) {
            throw new PluginException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "A list or map has " + size + " elements; the limit is " + limits.text(Limit.MAX_ELEMENTS));
        }
    }

    private static long toLong(Number value) {
        if (!(value instanceof BigInteger big)) {
            return value.longValue();
        }
        if (big.bitLength() > 63) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT, "The integer " + abbreviate(big) + " doesn't fit into 64 bits");
        }
        return big.longValue();
    }

    private static String abbreviate(BigInteger value) {
        return value.bitLength() < 1000 ? value.toString() : "of " + value.bitLength() + " bits";
    }

    private static long toMillis(Duration value) {
        try {
            return value.toMillis();
        } catch (ArithmeticException e) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT, "The interval " + value + " doesn't fit into 64 bits of milliseconds");
        }
    }

    static Instant toInstant(long seconds) {
        try {
            return Instant.ofEpochSecond(seconds);
        } catch (DateTimeException e) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT, "The peer sent a timestamp that Instant can't hold: " + seconds);
        }
    }
}
