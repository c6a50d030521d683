/** Objects with functions, which stay with their owner, between real processes. */
@NullMarked
package io.thriftplugins.e2e.objects;

import org.jspecify.annotations.NullMarked;
