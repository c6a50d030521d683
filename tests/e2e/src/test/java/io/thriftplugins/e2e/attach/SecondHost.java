package io.thriftplugins.e2e.attach;

import io.thriftplugins.PluginAttachment;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.ServedObject;
import io.thriftplugins.server.ThriftPluginsLoader;
import io.thriftplugins.server.ThriftPluginsServer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A host that takes a plugin over and is killed as well: TRANSPORT ATTACHMENT. */
public final class SecondHost {

    private SecondHost() {}

    public static void main(String[] args) throws Exception {
        ThriftPluginsServer server =
                ThriftPluginsServer.builder().transport(args[0]).build().start();
        PluginHandle plugin = ThriftPluginsLoader.of(server).takeOver(PluginAttachment.load(Path.of(args[1])));
        plugin.call(
                "keep",
                ServedObject.builder("of the second")
                        .function("name(): string", call -> "second")
                        .build());
        System.out.println(plugin.call("count"));
        System.out.println(server.endpoint());
        new CountDownLatch(1).await();
    }
}
