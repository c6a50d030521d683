/** Calls between real processes: checklist 21 to 34. */
@NullMarked
package io.thriftplugins.e2e.calls;

import org.jspecify.annotations.NullMarked;
