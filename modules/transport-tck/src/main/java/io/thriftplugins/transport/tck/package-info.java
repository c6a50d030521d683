/** The contract of a transport, as tests. */
@NullMarked
package io.thriftplugins.transport.tck;

import org.jspecify.annotations.NullMarked;
