package io.thriftplugins.e2e.hostile;

import io.thriftplugins.Blob;
import io.thriftplugins.Limit;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.ThriftPluginsLoader;
import io.thriftplugins.server.ThriftPluginsServer;
import io.thriftplugins.thrift.PluginsManager;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A host that is attacked while one plugin, in a process of its own, goes on. Prints what was done; ends with an error
 * if the plugin is not answered any more, or if something is left afterwards.
 */
public final class FuzzHost {

    /** How long somebody may take to say who it is, or to end a message. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    private static final Duration ANSWER = Duration.ofMillis(300);

    private static final String SERVICE = "plugins-manager";

    private final ThriftPluginsServer server;
    private final PluginHandle witness;
    private final SplittableRandom random;
    private final int rounds;
    private final Aftermath aftermath;

    private FuzzHost(ThriftPluginsServer server, PluginHandle witness, long seed, int rounds) {
        this.server = server;
        this.witness = witness;
        this.random = new SplittableRandom(seed);
        this.rounds = rounds;
        warmUp();
        this.aftermath = new Aftermath(Vitals.now(), Vitals::now);
    }

    /**
     * Runs the attacks.
     *
     * @param args transport, the witness's JAR, seed, rounds, number of silent connections
     */
    public static void main(String[] args) throws Exception {
        long seed = Long.parseLong(args[2]);
        System.out.println("seed " + seed);
        try (ThriftPluginsServer server = ThriftPluginsServer.builder()
                        .transport(args[0])
                        .limit(Limit.GREETING_TIMEOUT, SHORT.toMillis())
                        .limit(Limit.FRAME_TIMEOUT, SHORT.toMillis())
                        .function("echo(value: any): any", call -> call.get(0))
                        .function("blob(): blob", call -> Blob.of(new byte[100_000]))
                        .build()
                        .start();
                ThriftPluginsLoader loader = ThriftPluginsLoader.builder(server)
                        .registrationTimeout(Duration.ofSeconds(50))
                        .build()) {
            PluginHandle witness = loader.load(PluginSource.jar(Path.of(args[1]))
                    .withJavaOptions(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m")));
            new FuzzHost(server, witness, seed, Integer.parseInt(args[3])).run(Integer.parseInt(args[4]));
        }
        System.exit(0);
    }

    /** Classes are loaded, buffers of the JDK allocated. */
    private void warmUp() {
        for (int i = 0; i < 200; i++) {
            others();
        }
    }

    private void run(int silent) throws Exception {
        Attacker stranger = new Attacker(server.endpoint(), random, SERVICE, PluginsManager.Iface.class, null);
        step("random bytes", () -> stranger.randomBytes(rounds));
        step("bombs", stranger::bombs);
        step("wild calls of a stranger", () -> stranger.wildCalls(rounds));
        step("damaged calls of a stranger", () -> stranger.mutations(rounds));
        step("half-open connections", () -> stranger.halfOpen(Math.min(rounds, 200)));
        step("slow connections", () -> stranger.slow(50, 2 * SHORT.toNanos()));
        step("silent connections", () -> silence(stranger, silent));
        try (HostilePlugin plugin = registered("hostile")) {
            Attacker insider =
                    new Attacker(server.endpoint(), random, SERVICE, PluginsManager.Iface.class, plugin.token());
            step("bombs of a plugin", insider::bombs);
            step("wild calls of a plugin", () -> insider.wildCalls(rounds));
            step("damaged calls of a plugin", () -> insider.mutations(rounds));
            step("answers of a plugin", () -> answers(handle("hostile")));
        }
        step(
                "the hostile plugin's end",
                () -> Awaitility.await()
                        .atMost(Duration.ofSeconds(40))
                        .until(() -> server.plugins().size() == 1));
        aftermath.await("all", true);
        System.out.println("survived; " + aftermath.before() + " before, " + Vitals.now() + " now");
    }

    private HostilePlugin registered(String name) throws Exception {
        return new HostilePlugin(server.endpoint(), server.issueToken(name).value(), random);
    }

    private PluginHandle handle(String name) {
        return server.plugins().stream()
                .filter(plugin -> plugin.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private interface Attack {
        void run() throws Exception;
    }

    private void step(String name, Attack attack) throws Exception {
        long from = System.nanoTime();
        attack.run();
        others();
        if (!name.endsWith("plugin")) {
            // A registered plugin's objects, functions and connections stay until its end.
            aftermath.await(name, false);
        }
        System.out.println(name + ": " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from) + " ms");
    }

    /** The plugin that does as it should is answered, and answers. */
    private void others() {
        if (!Long.valueOf(5).equals(witness.call("add", 2L, 3L)) || !"x".equals(witness.call("through", "x"))) {
            throw new AssertionError("The other plugin's calls go wrong");
        }
    }

    /** While thousands of connections are open that say nothing, others go on, and new plugins can register. */
    private void silence(Attacker stranger, int connections) throws Exception {
        int threads = Vitals.threads();
        List<RawConnection> open = stranger.silent(connections);
        int more = Vitals.threads() - threads;
        // On a busy machine those of closed connections take a while to notice.
        if (more > 2 * Limit.MAX_UNKNOWN_CONNECTIONS.standard()) {
            throw new AssertionError(connections + " silent connections cost " + more + " threads");
        }
        others();
        registered("late").close();
        others();
        for (RawConnection connection : open) {
            connection.close();
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> server.plugins().size() == 1);
    }

    /** Each call has a result or fails as calls do. */
    private void answers(PluginHandle hostile) {
        for (int i = 0; i < rounds; i++) {
            try {
                Object ignored = hostile.call(
                        io.thriftplugins.CallRequest.of("f", (Object) "x").withTimeout(ANSWER));
            } catch (PluginException e) {
                // As it should be.
            }
        }
    }
}
