/**
 * Connections over TCP.
 *
 * <p>{@link io.thriftplugins.transport.socket.SocketTransport} lets {@code Loopback} tell what a host stands for, and
 * makes {@code SocketListener}s and, through {@code SocketDialer}, connections.
 *
 * <p>{@link io.thriftplugins.transport.socket.TlsTransport} has {@code Engines} made from {@code OwnKeys} and
 * {@code PeerTrust}. {@code TlsDialer} shakes hands before it returns a {@code TlsConnection}; {@code TlsAcceptor}
 * does so for all {@code PendingHandshake}s at once, in a thread of its own, and {@code TlsListener} hands out what is
 * ready.
 */
@NullMarked
package io.thriftplugins.transport.socket;

import org.jspecify.annotations.NullMarked;
