package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginAttachment;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.RegistrationToken;
import io.thriftplugins.rpc.TakeOverCall;

/** Takes over one plugin that has lost its host. If that fails, the plugin is as it was. */
final class PluginTakeOver {

    private final ThriftPluginsServer server;
    private final LoaderOptions options;
    private final PluginAttachment attachment;
    private final Grants grants;

    PluginTakeOver(ThriftPluginsServer server, LoaderOptions options, PluginAttachment attachment, Grants grants) {
        this.server = server;
        this.options = options;
        this.attachment = attachment;
        this.grants = grants;
    }

    /** Blocks until the plugin has registered and is ready. */
    PluginHandle run() {
        AdoptedProcess process = AdoptedProcess.find(attachment);
        RegistrationToken token = server.issueToken(
                attachment.pluginName(), options.registrationTimeout().plusSeconds(5), grants);
        PendingPlugin pending = server.registry().pending(token);
        if (pending == null) {
            throw new PluginException(
                    ErrorCode.CLOSED, "The server was stopped; '" + attachment.pluginName() + "' was not taken over");
        }
        pending.launched(process);
        pending.outlives(attachment.secret(), attachment.launch());
        try {
            TakeOverCall.make(
                    server.rpc(),
                    attachment.pluginName(),
                    attachment.endpoint(),
                    attachment.secret(),
                    server.endpoint(),
                    token.value(),
                    options.registrationTimeout().plus(options.readyTimeout()));
            // All of it has happened before the plugin answered.
            RegisteredPlugin plugin = pending.registered().join();
            plugin.watch(process);
            plugin.awaitReady(options.readyTimeout());
            return plugin;
        } catch (PluginException e) {
            PluginException reason = new PluginException(
                    e.code(), "The plugin '" + attachment.pluginName() + "' was not taken over: " + e.getMessage(), e);
            server.registry().giveUp(pending, reason);
            throw reason;
        }
    }
}
