/** Blobs of plugins and of hosts, with real plugin processes. */
@NullMarked
package io.thriftplugins.e2e.blobs;

import org.jspecify.annotations.NullMarked;
