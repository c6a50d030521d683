/** Processes that a plugin has started, for those who end it: its host, and itself when its host is gone. */
package io.thriftplugins.rpc.process;
