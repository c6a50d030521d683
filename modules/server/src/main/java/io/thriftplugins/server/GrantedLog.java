package io.thriftplugins.server;

import io.thriftplugins.Limit;
import io.thriftplugins.LogLevel;
import java.util.List;
import org.slf4j.Logger;

/**
 * The host's log as one plugin may use it: from which level on, how much of it, and without its secrets. Safe for use
 * by many threads.
 */
final class GrantedLog {

    private final PendingPlugin plugin;
    private final ServerOptions options;
    private final PluginLog log;
    private final RateLimit rate;

    GrantedLog(PendingPlugin plugin, ServerOptions options) {
        this.plugin = plugin;
        this.options = options;
        this.log = new PluginLog(plugin.name());
        this.rate = new RateLimit(options.limits().number(Limit.MAX_LOG_RATE));
    }

    /** What the host itself says of the plugin is written here, too. */
    Logger logger() {
        return log.logger();
    }

    /** The lowest level that is recorded for the plugin; none if it may not log. */
    LogLevel level() {
        LogLevel configured = options.minLogLevel();
        if (!plugin.grants().includeLog()) {
            return LogLevel.NONE;
        }
        return configured != null ? configured : log.level();
    }

    /** Writes a message, whatever its level; blocks a plugin that writes too many. */
    void write(LogLevel level, String message, List<String> arguments) {
        rate.await();
        String text = plugin.withoutSecrets(PluginLog.fill(message, arguments));
        log.log(level, PluginLog.cut(text, options.limits().number(Limit.MAX_LOG_LENGTH)));
    }
}
