/** The end of plugins, wanted and unwanted: checklist 35 to 44. */
@NullMarked
package io.thriftplugins.e2e.end;

import org.jspecify.annotations.NullMarked;
