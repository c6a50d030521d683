/** Plugins and hosts that are killed, frozen or out of memory: checklist 42 to 50. */
@NullMarked
package io.thriftplugins.e2e.faults;

import org.jspecify.annotations.NullMarked;
