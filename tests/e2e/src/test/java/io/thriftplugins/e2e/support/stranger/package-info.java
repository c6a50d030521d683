/** A peer that is written with nothing but the generated stubs and libthrift, as a stranger would. */
@org.jspecify.annotations.NullMarked
package io.thriftplugins.e2e.support.stranger;
