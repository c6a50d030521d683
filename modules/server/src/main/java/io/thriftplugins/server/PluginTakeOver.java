package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginAttachment;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.RegistrationToken;
import io.thriftplugins.rpc.TakeOverCall;
import java.time.Duration;

/** Takes over one plugin that has lost its host. If that fails, the plugin is as it was. */
final class PluginTakeOver {

    /** How long a plugin may take to end that says that it does: it stops, and ends what it has started. */
    private static final Duration ENDING = Duration.ofSeconds(4);

    /** How long one may take that has closed its connections, if it does end. */
    private static final Duration LOST = Duration.ofSeconds(2);

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
        boolean taken = false;
        try {
            PluginHandle plugin = run(process);
            taken = true;
            return plugin;
        } finally {
            if (!taken) {
                process.release();
            }
        }
    }

    private PluginHandle run(AdoptedProcess process) {
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
                    attachment,
                    server.endpoint(),
                    token.value(),
                    options.registrationTimeout().plus(options.readyTimeout()),
                    () -> process.ended().isDone());
            // All of it has happened before a plugin of ours answers.
            RegisteredPlugin plugin =
                    Waiting.forResult(pending.registered(), options.registrationTimeout(), this::answeredOnly);
            plugin.watch(process);
            plugin.awaitReady(options.readyTimeout());
            return plugin;
        } catch (RuntimeException | Error e) {
            ErrorCode code = code(e, process);
            PluginException reason = new PluginException(
                    code, "The plugin '" + attachment.pluginName() + "' was not taken over: " + e.getMessage(), e);
            discard(pending, reason);
            throw reason;
        }
    }

    /** Who was looking for a plugin that is gone, or just going, is told that, and not what the attempt ran into. */
    private ErrorCode code(Throwable failure, AdoptedProcess process) {
        ErrorCode code = failure instanceof PluginException known ? known.code() : ErrorCode.INTERNAL;
        Duration patience = switch (code) {
            case CLOSED -> server.registry().isClosed() ? Duration.ZERO : ENDING;
            case CONNECTION_LOST, ENDPOINT_UNAVAILABLE -> LOST;
            default -> null;
        };
        return patience != null && Waiting.forEnd(process.ended(), patience) ? ErrorCode.PLUGIN_ENDED : code;
    }

    private PluginException answeredOnly() {
        return new PluginException(ErrorCode.REGISTRATION_TIMEOUT, "it said that it had registered, but has not");
    }

    /** If it has registered and no more, it is let go; its process lives on, and waits for another host. */
    private void discard(PendingPlugin pending, PluginException reason) {
        server.registry().giveUp(pending, reason);
        // Given up, or registered: if that was decided just now, it is told in a moment.
        RegisteredPlugin plugin =
                pending.registered().handle((registered, failure) -> registered).join();
        if (plugin != null) {
            plugin.letGo(reason);
        }
    }
}
