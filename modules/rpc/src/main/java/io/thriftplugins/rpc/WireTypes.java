package io.thriftplugins.rpc;

import io.thriftplugins.DataType;

/** The contract's numbers of types (contract 2, {@code DataType}). */
final class WireTypes {

    private static final int DYNAMIC = 41;

    private WireTypes() {}

    static int number(DataType type) {
        return switch (type) {
            case VOID -> -1;
            case NULL -> 0;
            case INTEGER -> 1;
            case STRING -> 2;
            case FLOAT -> 3;
            case TIMESTAMP -> 4;
            case BOOLEAN -> 5;
            case NUMERIC -> 6;
            case INTERVAL -> 7;
            case BLOB -> 8;
            case OBJECT -> 40;
            case ANY -> DYNAMIC;
            case ARRAY -> 42;
            case MAP -> 43;
        };
    }

    /** A column of an unknown type, or of {@code VOID}, may hold anything (docs/wire-evolution.md, rule 6). */
    static DataType of(int number) {
        return switch (number) {
            case 0 -> DataType.NULL;
            case 1 -> DataType.INTEGER;
            case 2 -> DataType.STRING;
            case 3 -> DataType.FLOAT;
            case 4 -> DataType.TIMESTAMP;
            case 5 -> DataType.BOOLEAN;
            case 6 -> DataType.NUMERIC;
            case 7 -> DataType.INTERVAL;
            case 8 -> DataType.BLOB;
            case 40 -> DataType.OBJECT;
            case 42 -> DataType.ARRAY;
            case 43 -> DataType.MAP;
            default -> DataType.ANY;
        };
    }
}
