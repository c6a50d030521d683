package io.thriftplugins;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a plugin that has ended.
 *
 * @param pluginName the plugin
 * @param exitCode its process's exit code, or null if it ran in no process that the host launched
 * @param signal the name of the signal that ended it, such as {@code SIGKILL}, or null
 * @param uptime from launch, or registration if it was not launched, to end
 * @param callsInFlight how many calls were waiting for its answer
 * @param stderrTail the last lines that it wrote to stderr, oldest first
 */
public record PluginEnd(
        String pluginName,
        @Nullable Integer exitCode,
        @Nullable String signal,
        Duration uptime,
        int callsInFlight,
        List<String> stderrTail) {

    /** Copies the lines. */
    public PluginEnd {
        stderrTail = List.copyOf(stderrTail);
    }

    /**
     * One sentence, and the lines of stderr below it, for messages.
     *
     * @return the text
     */
    public String describe() {
        StringBuilder text = new StringBuilder("Plugin '").append(pluginName).append("' ended");
        if (signal != null) {
            text.append(" by signal ").append(signal);
        } else if (exitCode != null) {
            text.append(" with exit code ").append(exitCode);
        }
        text.append(" after ").append(uptime.toMillis()).append(" ms, ");
        text.append(callsInFlight)
                .append(callsInFlight == 1 ? " call" : " calls")
                .append(" in flight");
        if (!stderrTail.isEmpty()) {
            text.append("; its last lines on stderr:\n  ").append(String.join("\n  ", stderrTail));
        }
        return text.toString();
    }
}
