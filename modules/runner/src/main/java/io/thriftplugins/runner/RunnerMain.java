package io.thriftplugins.runner;

import io.thriftplugins.client.RemoteLogging;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The main class of a plugin's process: {@code --plugin=PATH} and what every plugin gets (contract 7.1). Has no logger:
 * SLF4J must not be bound before the first line of {@link #main}.
 */
public final class RunnerMain {

    /** For shutdown hooks of the plugin; a host that was killed can't end them, and they must not outlive it by 5 s. */
    private static final long EXIT_SECONDS = 4;

    private RunnerMain() {}

    /** Runs the plugin, and ends the JVM with the exit code of the contract: 0, or 1 after an error. */
    public static void main(String[] args) {
        RemoteLogging.install();
        int code = new PluginProcess(ThriftClient::alone, System.err).run(List.of(args), System.getenv());
        haltUnlessEnded(code);
        // Not just a return: threads that the plugin left behind must not keep the process alive.
        System.exit(code);
    }

    private static void haltUnlessEnded(int code) {
        Thread thread = new Thread(
                () -> {
                    try {
                        if (!new CountDownLatch(1).await(EXIT_SECONDS, TimeUnit.SECONDS)) {
                            Runtime.getRuntime().halt(code);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "thrift-plugins-exit");
        thread.setDaemon(true);
        thread.start();
    }
}
