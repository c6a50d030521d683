/** Every limit of {@code docs/limits.md}, reached and exceeded by one, over connections and with processes. */
@NullMarked
package io.thriftplugins.e2e.limits;

import org.jspecify.annotations.NullMarked;
