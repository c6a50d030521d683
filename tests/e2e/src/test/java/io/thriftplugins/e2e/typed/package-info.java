/** Typed interfaces between real processes. */
@NullMarked
package io.thriftplugins.e2e.typed;

import org.jspecify.annotations.NullMarked;
