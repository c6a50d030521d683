/** How plugins are launched, and all that goes wrong then, with real processes. */
@org.jspecify.annotations.NullMarked
package io.thriftplugins.e2e.start;
