package io.thriftplugins.e2e.runs;

import io.thriftplugins.PluginHandle;
import io.thriftplugins.server.EnvironmentPolicy;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.ThriftPluginsLoader;
import io.thriftplugins.server.ThriftPluginsServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A host that loads a confined plugin on a thread that ends, and waits to be killed. */
public final class ConfiningHost {

    static final String MARK = "E2E_CONFINING";

    private ConfiningHost() {}

    public static void main(String[] args) throws Exception {
        ThriftPluginsServer server = ThriftPluginsServer.builder().build().start();
        ThriftPluginsLoader loader = ThriftPluginsLoader.builder(server)
                .registrationTimeout(Duration.ofSeconds(50))
                .readyTimeout(Duration.ofSeconds(50))
                .build();
        Language language = Language.valueOf(args[0]);
        PluginSource source = language.source(Path.of(args[1]))
                .withLaunchPrefix(language.confined())
                .withEnvironment(EnvironmentPolicy.hidden().with(MARK, System.getenv(MARK)));
        Thread thread = new Thread(() -> {
            PluginHandle plugin = loader.load(source);
            plugin.call("spawn");
            System.out.println(plugin.pid().orElseThrow());
            System.out.println(server.endpoint());
        });
        thread.start();
        thread.join();
        new CountDownLatch(1).await();
    }
}
