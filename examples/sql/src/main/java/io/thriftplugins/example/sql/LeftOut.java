package io.thriftplugins.example.sql;

/** Stands for an optional argument that a call leaves out, which is not the same as one that is null. */
public enum LeftOut {
    /** The only one. */
    ARGUMENT
}
