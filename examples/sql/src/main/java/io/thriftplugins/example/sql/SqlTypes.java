package io.thriftplugins.example.sql;

import io.thriftplugins.Blob;
import io.thriftplugins.DataType;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.Json;
import io.thriftplugins.PluginException;
import io.thriftplugins.ValueType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Which type of SQL a plugin's type is, and how values of the one become values of the other. Inside Calcite a
 * timestamp is a number of milliseconds since 1970 without a time zone, here always UTC, and an interval is a number of
 * milliseconds, too.
 */
final class SqlTypes {

    /** The wire's decimals: 19 digits before the point and 9 behind it (contract 3, {@code DecimalValue}). */
    private static final int DECIMAL_DIGITS = 28;

    private static final int DECIMAL_SCALE = 9;

    /** A blob becomes a value in memory; more than this is no value. */
    private static final int MAX_BLOB_BYTES = 64 << 20;

    private SqlTypes() {}

    /** The type of a parameter or a scalar result. */
    static RelDataType of(ValueType type, RelDataTypeFactory types) {
        return of(dataType(type), types);
    }

    /** The type of the whole value. */
    static DataType dataType(ValueType type) {
        return type.array() ? DataType.ARRAY : type.type();
    }

    /** The type, which can always be null. */
    static RelDataType of(DataType type, RelDataTypeFactory types) {
        RelDataType found = switch (type) {
            case INTEGER -> types.createSqlType(SqlTypeName.BIGINT);
            case STRING -> types.createSqlType(SqlTypeName.VARCHAR);
            case FLOAT -> types.createSqlType(SqlTypeName.DOUBLE);
            case BOOLEAN -> types.createSqlType(SqlTypeName.BOOLEAN);
            case TIMESTAMP -> types.createSqlType(SqlTypeName.TIMESTAMP, 0);
            case NUMERIC -> types.createSqlType(SqlTypeName.DECIMAL, DECIMAL_DIGITS, DECIMAL_SCALE);
            case INTERVAL ->
                types.createSqlIntervalType(
                        new SqlIntervalQualifier(TimeUnit.DAY, DECIMAL_SCALE, TimeUnit.SECOND, 3, SqlParserPos.ZERO));
            case BLOB -> types.createSqlType(SqlTypeName.VARBINARY);
            case ARRAY -> types.createArrayType(any(types), -1);
            case MAP -> types.createMapType(any(types), any(types));
            case ANY, OBJECT, NULL, VOID -> any(types);
        };
        return types.createTypeWithNullability(found, true);
    }

    private static RelDataType any(RelDataTypeFactory types) {
        return types.createTypeWithNullability(types.createSqlType(SqlTypeName.ANY), true);
    }

    /** A plugin's value as Calcite keeps it. */
    static @Nullable Object toSql(@Nullable Object value, DataType type) {
        if (value instanceof Instant instant) {
            return type == DataType.TIMESTAMP ? (Object) millis(instant) : instant.toString();
        } else if (value instanceof Duration duration) {
            return type == DataType.INTERVAL ? (Object) duration.toMillis() : duration.toString();
        } else if (value instanceof byte[] bytes) {
            return new ByteString(bytes);
        } else if (value instanceof Blob blob) {
            return bytes(blob);
        } else if (value instanceof Json json) {
            return json.text();
        }
        return value;
    }

    /** What Calcite keeps, as a value of a plugin's type. */
    static @Nullable Object toPlugin(@Nullable Object value, ValueType valueType) {
        DataType type = dataType(valueType);
        if (value instanceof ByteString bytes) {
            return bytes.getBytes();
        } else if (value instanceof Number number) {
            if (type == DataType.TIMESTAMP) {
                return Instant.ofEpochMilli(number.longValue());
            }
            return type == DataType.INTERVAL ? Duration.ofMillis(number.longValue()) : value;
        } else if (value instanceof Object[] array) {
            return Arrays.asList(array);
        }
        return value instanceof List<?> || value instanceof Map<?, ?> || value == null ? value : scalar(value);
    }

    private static Object scalar(Object value) {
        return value instanceof Boolean ? value : value.toString();
    }

    private static long millis(Instant instant) {
        try {
            return instant.toEpochMilli();
        } catch (ArithmeticException e) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT, "The timestamp " + instant + " is beyond what SQL can reckon with", e);
        }
    }

    private static ByteString bytes(Blob blob) {
        try (blob) {
            return new ByteString(blob.readAllBytes(MAX_BLOB_BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
