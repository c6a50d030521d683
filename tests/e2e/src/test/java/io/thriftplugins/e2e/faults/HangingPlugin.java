package io.thriftplugins.e2e.faults;

import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * A plugin that starts processes and then hangs before it can register: in its definition, or already when its class is
 * initialized. System properties say which, and in which directory it writes the ids of the processes.
 */
public final class HangingPlugin implements Plugin {

    static final String WHERE = "thriftplugins.e2e.where";
    static final String DIRECTORY = "thriftplugins.e2e.directory";
    static final String CHILD = "child";
    static final String ORPHAN = "orphan";

    private static final String STAYS = "trap '' TERM; exec >/dev/null 2>&1; while :; do sleep 1; done";

    static {
        hangIn("initializer");
    }

    @Override
    public void define(PluginDefinition plugin) {
        hangIn("define");
    }

    private static void hangIn(String where) {
        if (!where.equals(System.getProperty(WHERE))) {
            return;
        }
        try {
            start("echo $$ > " + CHILD + "; " + STAYS);
            start("(" + STAYS + ") & echo $! > " + ORPHAN);
            new CountDownLatch(1).await();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void start(String script) throws IOException {
        Process unused = new ProcessBuilder("sh", "-c", "cd \"$0\"; " + script, System.getProperty(DIRECTORY))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
