/** Plugins that are restarted, replaced, and watched. */
@NullMarked
package io.thriftplugins.e2e.supervise;

import org.jspecify.annotations.NullMarked;
