/** The plugin's side, for a {@code main} of one's own. */
@NullMarked
package io.thriftplugins.client;

import org.jspecify.annotations.NullMarked;
