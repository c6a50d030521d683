package io.thriftplugins.server;

import io.thriftplugins.PluginEnd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a process ended.
 *
 * @param exitCode as Java reports it: on Unix 128 and more may mean a signal
 * @param signal the signal that this exit code stands for, or null; see {@link Signals}
 * @param uptime from start to end
 * @param crashFiles see {@link CrashFiles}
 * @param stderrTail the last lines of stderr
 */
record ProcessEnd(
        int exitCode, @Nullable String signal, Duration uptime, List<Path> crashFiles, List<String> stderrTail) {

    /** The same for the plugin's handle, which alone knows about calls. */
    PluginEnd of(String pluginName) {
        return new PluginEnd(pluginName, exitCode, signal, uptime, 0, List.of(), crashFiles, stderrTail, null);
    }
}
