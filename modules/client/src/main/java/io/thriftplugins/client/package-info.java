/**
 * The plugin's side, for a {@code main} of one's own: {@link io.thriftplugins.client.RemoteLogging} first, so that what
 * is logged reaches the host, then the arguments that the host passed.
 */
@NullMarked
package io.thriftplugins.client;

import org.jspecify.annotations.NullMarked;
