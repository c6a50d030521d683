/**
 * The call path, from bytes to Java values. Bottom up: {@link io.thriftplugins.rpc.FrameConnection} moves frames,
 * {@link io.thriftplugins.rpc.ValueCodec} values; {@link io.thriftplugins.rpc.OutboundConnection} makes calls, taken
 * from a {@link io.thriftplugins.rpc.ConnectionPool}, and {@link io.thriftplugins.rpc.InboundConnection} serves them;
 * {@link io.thriftplugins.rpc.RemoteHost} and {@link io.thriftplugins.rpc.RemotePlugin} are the two services as seen by
 * callers, {@link io.thriftplugins.rpc.HostService} and {@link io.thriftplugins.rpc.PluginService} as implemented by
 * callees. Only the last four and what they need are public.
 */
@NullMarked
package io.thriftplugins.rpc;

import org.jspecify.annotations.NullMarked;
