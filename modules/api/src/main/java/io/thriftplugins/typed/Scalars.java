package io.thriftplugins.typed;

import io.thriftplugins.Blob;
import io.thriftplugins.DataType;
import io.thriftplugins.FunctionCall;
import io.thriftplugins.Json;
import io.thriftplugins.RemoteObject;
import io.thriftplugins.RowSet;
import io.thriftplugins.ValueType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The codecs of the types without parts; {@code docs/typed-interfaces.md} has them as a table. */
final class Scalars {

    /** What a method returns that returns nothing. */
    static final Codec NOTHING = new Nothing();

    private static final Map<Class<?>, Codec> CODECS = new HashMap<>();

    static {
        plain(DataType.INTEGER, byte.class, Byte.class, short.class, Short.class, int.class, Integer.class);
        plain(DataType.INTEGER, long.class, Long.class);
        plain(DataType.FLOAT, float.class, Float.class, double.class, Double.class);
        plain(DataType.BOOLEAN, boolean.class, Boolean.class);
        plain(DataType.STRING, String.class, CharSequence.class);
        plain(DataType.NUMERIC, BigDecimal.class);
        plain(DataType.TIMESTAMP, Instant.class);
        plain(DataType.INTERVAL, Duration.class);
        plain(DataType.ANY, Object.class);
        plain(DataType.OBJECT, Json.class, RemoteObject.class);
        add(ScalarCodec.plain(RowSet.class, new ValueType(DataType.OBJECT, false, "IRowsInput")), RowSet.class);
        add(DataType.INTEGER, BigInteger.class, Scalars::within64Bits, value -> BigInteger.valueOf((Long) value));
        add(DataType.STRING, char.class, Object::toString, Scalars::character);
        add(DataType.STRING, Character.class, Object::toString, Scalars::character);
        add(DataType.BLOB, Blob.class, UnaryOperator.identity(), Scalars::blob);
        add(DataType.BLOB, byte[].class, UnaryOperator.identity(), Scalars::bytes);
        text(LocalDate.class, LocalDate::parse);
        text(LocalTime.class, LocalTime::parse);
        text(LocalDateTime.class, LocalDateTime::parse);
        text(OffsetDateTime.class, OffsetDateTime::parse);
        text(ZonedDateTime.class, ZonedDateTime::parse);
        text(Period.class, Period::parse);
        text(UUID.class, UUID::fromString);
        text(URI.class, URI::create);
    }

    private Scalars() {}

    /** The codec of a type; null if the type is none of these. */
    static @Nullable Codec find(Class<?> type) {
        return CODECS.get(type);
    }

    private static void plain(DataType wire, Class<?>... types) {
        for (Class<?> type : types) {
            add(ScalarCodec.plain(type, ValueType.of(wire)), type);
        }
    }

    /** A type that has a text for each value, and reads it back. */
    private static <T> void text(Class<T> type, Function<String, T> parse) {
        add(DataType.STRING, type, Object::toString, value -> {
            try {
                return parse.apply((String) value);
            } catch (DateTimeException | IllegalArgumentException e) {
                throw new IllegalArgumentException("'" + value + "' where " + type.getSimpleName() + " is wanted", e);
            }
        });
    }

    private static void add(DataType wire, Class<?> type, UnaryOperator<Object> encode, UnaryOperator<Object> decode) {
        add(new ScalarCodec(type, ValueType.of(wire), encode, decode), type);
    }

    private static void add(Codec codec, Class<?> type) {
        CODECS.put(type, codec);
    }

    private static Object within64Bits(Object value) {
        if (((BigInteger) value).bitLength() >= Long.SIZE) {
            throw new IllegalArgumentException("an integer of more than 64 bits where BigInteger is wanted");
        }
        return value;
    }

    private static Object character(Object value) {
        String text = (String) value;
        if (text.length() != 1) {
            throw new IllegalArgumentException("a text of " + text.length() + " characters where char is wanted");
        }
        return text.charAt(0);
    }

    private static Object blob(Object value) {
        return value instanceof byte[] bytes ? Blob.of(bytes) : value;
    }

    /** Peers that know only the contract send bytes as a blob. */
    private static Object bytes(Object value) {
        if (value instanceof byte[]) {
            return value;
        }
        try (Blob blob = (Blob) value) {
            return blob.readAllBytes(FunctionCall.MAX_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing is sent; what a peer sends all the same is left alone. */
    private static final class Nothing implements Codec {

        @Override
        public ValueType wire() {
            return ValueType.of(DataType.VOID);
        }

        @Override
        public @Nullable Object encode(@Nullable Object value) {
            return null;
        }

        @Override
        public @Nullable Object decode(@Nullable Object value, Received received) {
            return null;
        }
    }
}
