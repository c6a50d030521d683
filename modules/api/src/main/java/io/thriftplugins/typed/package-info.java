/**
 * Typed interfaces: how plain Java interfaces become functions, and functions interfaces. Internal; what others use of
 * it is {@link io.thriftplugins.TypedInterface}.
 */
@NullMarked
package io.thriftplugins.typed;

import org.jspecify.annotations.NullMarked;
