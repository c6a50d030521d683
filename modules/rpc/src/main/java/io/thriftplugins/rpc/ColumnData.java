package io.thriftplugins.rpc;

/**
 * Where the values of a column are collected.
 *
 * @param wire takes them
 * @param codec writes values to it
 */
record ColumnData(FrameProtocol wire, ValueCodec codec) {}
