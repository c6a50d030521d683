/** Connections over TCP. */
@NullMarked
package io.thriftplugins.transport.socket;

import org.jspecify.annotations.NullMarked;
