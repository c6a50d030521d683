/**
 * Connections over TCP.
 *
 * <p>{@link io.thriftplugins.transport.socket.SocketTransport} lets {@code Loopback} tell what a host stands for, and
 * makes {@code SocketListener}s and, through {@code SocketDialer}, connections.
 */
@NullMarked
package io.thriftplugins.transport.socket;

import org.jspecify.annotations.NullMarked;
