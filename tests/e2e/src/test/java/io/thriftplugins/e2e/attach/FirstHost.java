package io.thriftplugins.e2e.attach;

import io.thriftplugins.CallRequest;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.ThriftPluginsLoader;
import io.thriftplugins.server.ThriftPluginsServer;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The host that is killed: TRANSPORT JAR ATTACHMENT MILLIS REPORT FUNCTION.... It counts to two, calls the functions
 * and keeps their results, and has a call in flight.
 */
public final class FirstHost {

    private FirstHost() {}

    public static void main(String[] args) throws Exception {
        Duration patience = Duration.ofSeconds(50);
        ThriftPluginsServer server = ThriftPluginsServer.builder()
                .transport(args[0])
                .function("name(): string", call -> "first")
                .build()
                .start();
        ThriftPluginsLoader loader = ThriftPluginsLoader.builder(server)
                .registrationTimeout(patience)
                .readyTimeout(patience)
                .build();
        PluginHandle plugin = loader.load(PluginSource.jar(Path.of(args[1]))
                .withJavaOptions(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"))
                .withOutlivingHost(Duration.ofMillis(Long.parseLong(args[3]))));
        plugin.attachment().orElseThrow().save(Path.of(args[2]));
        plugin.call("count");
        plugin.call("count");
        plugin.call("report", args[4]);
        List<Object> kept = new ArrayList<>();
        for (String function : List.of(args).subList(5, args.length)) {
            kept.add(plugin.call(function));
        }
        var unused = plugin.callAsync(CallRequest.of("wait"));
        System.out.println(plugin.pid().orElseThrow());
        System.out.println(server.endpoint());
        try {
            new CountDownLatch(1).await();
        } finally {
            Reference.reachabilityFence(kept);
        }
    }
}
