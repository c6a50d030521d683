/** Row sets between processes. */
@NullMarked
package io.thriftplugins.e2e.rows;

import org.jspecify.annotations.NullMarked;
