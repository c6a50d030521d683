package io.thriftplugins.e2e.faults;

import io.thriftplugins.FunctionCall;
import io.thriftplugins.Host;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A plugin whose process gets into trouble when it is told to. */
public final class FaultsPlugin implements Plugin {

    /** The configuration's key that makes {@link #stop} hang, whatever interrupts it. */
    static final String STUBBORN = "stubborn";

    private static final String CHILD = "trap '' TERM; echo $$; exec >/dev/null 2>&1; while :; do sleep 1; done";

    /** Its parent ends at once. */
    private static final String ORPHAN = "trap '' TERM; (while :; do sleep 1; done) >/dev/null 2>&1 & echo $!";

    private @Nullable Host host;
    private boolean stubborn;

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("faults")
                .version("1")
                .function("add(a: integer, b: integer): integer", call -> call.getLong("a") + call.getLong("b"))
                .function("wait_after(function: string): integer", this::waitAfter)
                .function("exhaust_memory()", FaultsPlugin::exhaustMemory)
                .function("overflow_stack()", call -> overflow(0))
                .function("halt(code: integer)", FaultsPlugin::halt)
                .function("spawn(): array", call -> List.of(spawn(CHILD), spawn(ORPHAN)));
    }

    @Override
    public void start(Host theHost) {
        host = theHost;
        stubborn = Boolean.TRUE.equals(theHost.config(STUBBORN));
    }

    @Override
    public void stop() {
        while (stubborn) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                // That is what it is meant to show.
            }
        }
    }

    /** Says that it has begun by calling a function of the host, and never returns by itself. */
    private Object waitAfter(FunctionCall call) throws InterruptedException {
        Objects.requireNonNull(host).call(call.getString("function"));
        new CountDownLatch(1).await();
        return 0L;
    }

    /** Holds all memory until there is no more. */
    private static @Nullable Object exhaustMemory(FunctionCall call) {
        Object[] all = {};
        while (true) {
            all = new Object[] {all, new byte[100_000]};
        }
    }

    private static int overflow(int depth) {
        return depth < 0 ? depth : overflow(depth + 1) + 1;
    }

    /** Ends the JVM without cleaning up: its socket files stay. */
    private static @Nullable Object halt(FunctionCall call) {
        Runtime.getRuntime().halt((int) call.getLong("code"));
        return null;
    }

    /** Starts a shell that starts what ignores SIGTERM; returns the number of that process. */
    private static long spawn(String script) throws IOException {
        try (BufferedReader output =
                new ProcessBuilder("sh", "-c", script).start().inputReader()) {
            return Long.parseLong(output.readLine());
        }
    }
}
