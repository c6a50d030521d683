/** Connections over Unix domain sockets. */
@NullMarked
package io.thriftplugins.transport.pipe;

import org.jspecify.annotations.NullMarked;
