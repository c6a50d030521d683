/** Plugins that outlive their host, and hosts that take them over. */
@NullMarked
package io.thriftplugins.e2e.attach;

import org.jspecify.annotations.NullMarked;
