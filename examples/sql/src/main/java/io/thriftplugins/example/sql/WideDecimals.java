package io.thriftplugins.example.sql;

import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;

/** Calcite's types with room for the wire's decimals. Public, because Calcite makes it by its name. */
public final class WideDecimals extends RelDataTypeSystemImpl {

    private static final int DIGITS = 38;

    private static final int SCALE = 18;

    /** For Calcite. */
    public WideDecimals() {}

    @Override
    public int getMaxPrecision(SqlTypeName type) {
        return type == SqlTypeName.DECIMAL ? DIGITS : super.getMaxPrecision(type);
    }

    @Override
    public int getMaxScale(SqlTypeName type) {
        return type == SqlTypeName.DECIMAL ? SCALE : super.getMaxScale(type);
    }
}
