/** Hosts and plugins that talk over tls endpoints. */
@NullMarked
package io.thriftplugins.e2e.tls;

import org.jspecify.annotations.NullMarked;
