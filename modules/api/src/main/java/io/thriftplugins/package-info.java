/**
 * The programming interface of plugins and hosts.
 *
 * <p>A plugin's author implements {@link io.thriftplugins.Plugin} and calls {@link io.thriftplugins.Host}; a host calls
 * {@link io.thriftplugins.PluginHandle}. Both exchange plain Java values, see {@link io.thriftplugins.Values}.
 */
@NullMarked
package io.thriftplugins;

import org.jspecify.annotations.NullMarked;
