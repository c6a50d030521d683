package io.thriftplugins.e2e.supervise;

import io.thriftplugins.Blob;
import io.thriftplugins.Host;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import io.thriftplugins.ServedObject;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A plugin that dies in several ways, and whose processes can be told apart. */
public final class PhoenixPlugin implements Plugin {

    /** The system property for its version. */
    static final String VERSION = "phoenix.version";

    /** The system property for a function of the host to be called at its start; it ends if that returns false. */
    static final String START = "phoenix.start";

    private @Nullable Host host;
    private volatile @Nullable Object kept;

    @Override
    public void define(PluginDefinition plugin) {
        String version = System.getProperty(VERSION, "1");
        plugin.name("phoenix")
                .version(version)
                .function("pid(): integer", call -> ProcessHandle.current().pid())
                .function("version(): string", call -> version)
                .function("exit(code: integer)", call -> {
                    Runtime.getRuntime().halt((int) call.getLong("code"));
                    return null;
                })
                .function("blob(): blob", call -> Blob.of(bytes(version)))
                .function(
                        "object(): object",
                        call -> ServedObject.builder("object")
                                .function("version(): string", asked -> version)
                                .build())
                .function("call_host(function: string): any", call -> host().call(call.getString("function")))
                .function("keep(function: string)", call -> {
                    kept = host().call(call.getString("function"));
                    return null;
                })
                .function("wait_after(function: string)", call -> {
                    host().call(call.getString("function"));
                    new CountDownLatch(1).await();
                    return null;
                })
                .function("only_in_" + version + "(): string", call -> version)
                .export(Phoenix.class, new Counting());
    }

    private static byte[] bytes(String version) {
        return ("the blob of " + version + " in " + ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void start(Host theHost) {
        host = theHost;
        String function = System.getProperty(START);
        if (function != null
                && Boolean.FALSE.equals(
                        theHost.call(function, ProcessHandle.current().pid()))) {
            Runtime.getRuntime().halt(3);
        }
    }

    private Host host() {
        return Objects.requireNonNull(host);
    }

    private static final class Counting implements Phoenix {

        private final AtomicLong count = new AtomicLong();

        @Override
        public long pid() {
            return ProcessHandle.current().pid();
        }

        @Override
        public long next() {
            return count.incrementAndGet();
        }
    }
}
