package io.thriftplugins;

/** How a change to one row ended (contract 2, {@code QueryCatErrorCode}). */
public enum RowResult {
    /** Done. */
    OK(0),
    /** Failed for a reason that no other code names. */
    ERROR(1),
    /** The row is deleted. */
    DELETED(2),
    /** There is no row to work on. */
    NO_DATA(3),
    /** The row set can't do this. */
    NOT_SUPPORTED(4),
    /** The row set was not opened. */
    NOT_INITIALIZED(5),
    /** The owner refuses. */
    ACCESS_DENIED(6),
    /** The number of values is wrong, or one is not acceptable. */
    INVALID_ARGUMENTS(7),
    /** The operation was stopped before its end. */
    ABORTED(8),
    /** The row set is closed. */
    CLOSED(9),
    /** There was nothing to do. */
    NO_ACTION(10),
    /** A value can't become one of the column's type. */
    CANNOT_CAST(100),
    /** The operator doesn't apply to these types. */
    CANNOT_APPLY_OPERATOR(101),
    /** There is no column of this index. */
    INVALID_COLUMN_INDEX(102),
    /** The row set is in a state that doesn't allow the operation. */
    INVALID_INPUT_STATE(103);

    private final int number;

    RowResult(int number) {
        this.number = number;
    }

    /**
     * The number on the wire.
     *
     * @return the contract's number
     */
    public int number() {
        return number;
    }

    /**
     * The result of a number on the wire.
     *
     * @param number the contract's number
     * @return the result; {@link #ERROR} for a number that this version doesn't know
     */
    public static RowResult of(int number) {
        for (RowResult result : values()) {
            if (result.number == number) {
                return result;
            }
        }
        return ERROR;
    }

    /**
     * For those who expect success.
     *
     * @throws PluginException with {@link ErrorCode#FUNCTION_FAILED}, or {@link ErrorCode#NOT_SUPPORTED}, if this is
     *     not {@link #OK}
     */
    public void orThrow() {
        if (this != OK) {
            throw new PluginException(
                    this == NOT_SUPPORTED ? ErrorCode.NOT_SUPPORTED : ErrorCode.FUNCTION_FAILED,
                    "The change of a row ended with " + this);
        }
    }
}
