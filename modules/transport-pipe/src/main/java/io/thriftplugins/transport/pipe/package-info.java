/**
 * Connections over Unix domain sockets.
 *
 * <p>{@link io.thriftplugins.transport.pipe.PipeTransport} finds the socket file of an endpoint in a
 * {@code PipeDirectory}. {@code PipeBinder} makes a listener: the socket is born in a {@code PrivateDirectory}, gets
 * its public name as a {@code SocketFile}, and perhaps replaces a {@code StaleFile}. {@code PipeDialer} makes a
 * connection out of one or more {@code Attempt}s. Both sides ask {@code Peers} who is at the other end.
 */
@NullMarked
package io.thriftplugins.transport.pipe;

import org.jspecify.annotations.NullMarked;
