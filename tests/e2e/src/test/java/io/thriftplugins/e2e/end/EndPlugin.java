package io.thriftplugins.e2e.end;

import io.thriftplugins.FunctionCall;
import io.thriftplugins.Host;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A plugin that ends in many ways; the host's configuration says how. */
public final class EndPlugin implements Plugin {

    /** The configuration's key for one of the modes below. */
    static final String MODE = "mode";

    /** The configuration's key for a file that {@link #stop} writes. */
    static final String STOP_FILE = "stop.file";

    static final String HANG_AT_START = "hang at start";
    static final String HANG_AT_STOP = "hang at stop";
    static final String HEED_SIGTERM = "hang at stop but heed SIGTERM";
    static final String SLOW_EXIT = "end three seconds after all is closed";

    /**
     * The system property that is the {@link CountDownLatch} which a hanging stop waits for; of use inside the host.
     */
    static final String RELEASE = "thriftplugins.e2e.release";

    private @Nullable Host host;
    private String mode = "";
    private @Nullable String stopFile;

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("end")
                .version("1")
                .function("add(a: integer, b: integer): integer", call -> call.getLong("a") + call.getLong("b"))
                .function("wait()", call -> {
                    hang();
                    return null;
                })
                .function("wait_after(function: string)", this::waitAfter)
                .function(
                        "call_host(function: string): any",
                        call -> Objects.requireNonNull(host).call(call.getString("function")))
                .function("complain(text: string)", EndPlugin::complain)
                .function("exit(code: integer)", EndPlugin::exit)
                .function("spawn(): array", call -> List.of(spawn("exec sleep 600"), spawn("sleep 600 & echo $!")));
    }

    @Override
    public void start(Host theHost) throws Exception {
        host = theHost;
        mode = String.valueOf(theHost.config(MODE));
        stopFile = (String) theHost.config(STOP_FILE);
        if (mode.equals(HEED_SIGTERM)) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(0)));
        } else if (mode.equals(SLOW_EXIT)) {
            Runtime.getRuntime().addShutdownHook(new Thread(EndPlugin::linger));
        } else if (mode.equals(HANG_AT_START)) {
            theHost.call("started", ProcessHandle.current().pid());
            hang();
        }
    }

    @Override
    public void stop() throws Exception {
        if (stopFile != null) {
            Files.writeString(Path.of(stopFile), "stopped");
        }
        if (mode.equals(HANG_AT_STOP) || mode.equals(HEED_SIGTERM)) {
            CountDownLatch release = new CountDownLatch(1);
            System.getProperties().put(RELEASE, release);
            awaitStubbornly(release);
        }
    }

    private static void awaitStubbornly(CountDownLatch release) {
        while (true) {
            try {
                release.await();
                return;
            } catch (InterruptedException e) {
                // An interrupt is not enough.
            }
        }
    }

    private static void linger() {
        try {
            boolean ignored = new CountDownLatch(1).await(3, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Object waitAfter(FunctionCall call) throws InterruptedException {
        Objects.requireNonNull(host).call(call.getString("function"));
        hang();
        return null;
    }

    private static void hang() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    private static @Nullable Object complain(FunctionCall call) {
        System.err.println(call.getString("text"));
        return null;
    }

    private static @Nullable Object exit(FunctionCall call) {
        System.exit((int) call.getLong("code"));
        return null;
    }

    /** Starts a shell; returns the process that stays, its child if it prints one. */
    private static long spawn(String script) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "exec 2>/dev/null; " + script);
        Process process = builder.start();
        if (!script.contains("echo")) {
            return process.pid();
        }
        byte[] line = new byte[32];
        int length = process.getInputStream().read(line);
        return Long.parseLong(new String(line, 0, length, StandardCharsets.US_ASCII).strip());
    }
}
