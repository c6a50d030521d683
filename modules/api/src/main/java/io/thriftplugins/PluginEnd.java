package io.thriftplugins;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a plugin that has ended. It holds no tokens: what the process wrote to stderr is kept without its
 * own, and arguments of calls are not kept at all.
 *
 * @param pluginName the plugin
 * @param exitCode its process's exit code, or null if it ran in no process that the host launched
 * @param signal the name of the signal that ended it, such as {@code SIGKILL}, or null
 * @param uptime from launch, or registration if it was not launched, to end
 * @param callsInFlight how many calls were waiting for its answer
 * @param calls those of them that had waited longest, {@value #MAX_CALLS} at most
 * @param crashFiles what its JVM left for those who look for the cause: the file of a fatal error
 *     ({@code hs_err_pid*.log}), a heap dump ({@code *.hprof}); empty if it is no JVM, or left none. Whoever reads them
 *     should know that a heap dump holds everything that the plugin knew, secrets too
 * @param stderrTail the last lines that it wrote to stderr, oldest first
 * @param reason why the host ended it although nobody stopped it, such as a health check that it missed; or null
 */
public record PluginEnd(
        String pluginName,
        @Nullable Integer exitCode,
        @Nullable String signal,
        Duration uptime,
        int callsInFlight,
        List<CallInFlight> calls,
        List<Path> crashFiles,
        List<String> stderrTail,
        @Nullable String reason) {

    /** How many calls are listed. */
    public static final int MAX_CALLS = 10;

    /** Copies the lists. */
    public PluginEnd {
        calls = List.copyOf(calls);
        crashFiles = List.copyOf(crashFiles);
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
        if (!calls.isEmpty()) {
            text.append(calls.stream()
                    .map(CallInFlight::toString)
                    .collect(Collectors.joining(", ", " (", callsInFlight > calls.size() ? ", ...)" : ")")));
        }
        if (reason != null) {
            text.append("; its host ended it: ").append(reason);
        }
        if (!crashFiles.isEmpty()) {
            text.append("; it left ")
                    .append(crashFiles.stream().map(Path::toString).collect(Collectors.joining(", ")));
        }
        if (!stderrTail.isEmpty()) {
            text.append("; its last lines on stderr:\n  ").append(String.join("\n  ", stderrTail));
        }
        return text.toString();
    }
}
