package io.thriftplugins;

/** What an object is, and so which operations it understands (contract 2, {@code ObjectType}). */
public enum ObjectKind {
    /** No object: what a peer answers about a handle that it doesn't know. */
    NONE(-1),
    /** An object that can be passed on, closed and, between peers of this project, called. */
    GENERIC(0),
    /** Rows to be read from a source that is opened and closed. */
    ROWS_INPUT(10),
    /** Rows to be read one after the other. */
    ROWS_ITERATOR(11),
    /** A place to write rows to. */
    ROWS_OUTPUT(12),
    /** Bytes. */
    BLOB(13),
    /** A JSON document that stays with its owner. */
    JSON(14),
    /** Of the contract; its operations are not part of this project. */
    ROWS_FORMATTER(15),
    /** Of the contract; its operations are not part of this project. */
    ANSWER_AGENT(16);

    private final int number;

    ObjectKind(int number) {
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
     * The kind of a number on the wire.
     *
     * @param number the contract's number
     * @return the kind; {@link #GENERIC} for a number that this version doesn't know (docs/wire-evolution.md, rule 6)
     */
    public static ObjectKind of(int number) {
        for (ObjectKind kind : values()) {
            if (kind.number == number) {
                return kind;
            }
        }
        return GENERIC;
    }
}
