/**
 * The contract of {@link io.thriftplugins.spi.TransportProvider} as tests.
 * {@link io.thriftplugins.transport.tck.TransportContract} is what a transport's test extends; its parts stand in one
 * class each.
 */
@NullMarked
package io.thriftplugins.transport.tck;

import org.jspecify.annotations.NullMarked;
