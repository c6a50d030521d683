package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginEnd;
import io.thriftplugins.PluginException;

/** What those are told who call a plugin that has ended. */
final class EndReason {

    private EndReason() {}

    static PluginException of(PluginEnd end, boolean stopped) {
        return stopped
                ? new PluginException(
                        ErrorCode.CLOSED, "The plugin '" + end.pluginName() + "' was stopped; load it again to call it")
                : new PluginException(ErrorCode.PLUGIN_ENDED, end.describe());
    }
}
