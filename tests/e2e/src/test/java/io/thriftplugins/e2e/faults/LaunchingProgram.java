package io.thriftplugins.e2e.faults;

import static org.awaitility.Awaitility.await;

import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.server.PluginSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * A host that is killed while it loads a plugin: {@code TRANSPORT JAR JAVA_OPTION...}. It prints the plugin's process
 * id as soon as there is such a process, and waits.
 */
public final class LaunchingProgram {

    private LaunchingProgram() {}

    public static void main(String[] args) throws InterruptedException {
        TestHost host = TestHost.start(args[0]);
        PluginSource plugin =
                PluginSource.jar(Path.of(args[1])).withJavaOptions(List.of(args).subList(2, args.length));
        Thread load = new Thread(() -> host.load(plugin));
        load.setDaemon(true);
        load.start();
        await().pollInterval(Duration.ofMillis(1)).until(() -> !children().isEmpty());
        System.out.println(children());
        new CountDownLatch(1).await();
    }

    private static String children() {
        return ProcessHandle.current()
                .children()
                .map(child -> Long.toString(child.pid()))
                .collect(Collectors.joining(" "));
    }
}
