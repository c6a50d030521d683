package io.thriftplugins.example.snippets.attach;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginAttachment;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.ThriftPluginsLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Has the plugin that it had before it was restarted. */
public final class RestartedHost {

    private RestartedHost() {}

    /** Takes over the plugin of the host before, if it is still there; otherwise launches it. */
    public static PluginHandle plugin(ThriftPluginsLoader loader, PluginSource source, Path file) throws IOException {
        if (Files.exists(file)) {
            try {
                return loader.takeOver(PluginAttachment.load(file));
            } catch (PluginException e) {
                if (e.code() != ErrorCode.PLUGIN_ENDED) {
                    throw e;
                }
                // It has given up, or crashed.
            }
        }
        PluginHandle plugin = loader.load(source.withOutlivingHost(Duration.ofMinutes(5)));
        plugin.attachment().orElseThrow().save(file);
        return plugin;
    }
}
