package io.thriftplugins.e2e.hostile;

import io.thriftplugins.e2e.kit.Jvm;
import io.thriftplugins.e2e.kit.WarnLog;
import io.thriftplugins.thrift.Plugin;
import io.thriftplugins.thrift.VariantValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Attacks the callback endpoint of a plugin in a process of its own, whose host goes on calling it. */
public final class FuzzPlugin {

    /** Connections to its host that the plugin opens when calls meet, and keeps: maxConnectionsToPeer is 4. */
    private static final int FURTHER = 3;

    private static final String SERVICE = "plugin";

    private static final long SHORT = TimeUnit.SECONDS.toNanos(2);

    private final FakeHost host;
    private final Process process;
    private final SplittableRandom random;
    private final int rounds;

    private FuzzPlugin(FakeHost host, Process process, long seed, int rounds) {
        this.host = host;
        this.process = process;
        this.random = new SplittableRandom(seed);
        this.rounds = rounds;
    }

    /**
     * Runs the attacks.
     *
     * @param args transport, seed, rounds, number of silent connections
     */
    public static void main(String[] args) throws Exception {
        long seed = Long.parseLong(args[1]);
        System.out.println("seed " + seed);
        List<String> options = new ArrayList<>(WarnLog.OPTIONS);
        options.add("-Xmx64m");
        // Properties are how a plugin that runs from a JAR is given its limits.
        options.add("-Dthriftplugins.greetingTimeout=" + TimeUnit.NANOSECONDS.toMillis(SHORT));
        options.add("-Dthriftplugins.frameTimeout=" + TimeUnit.NANOSECONDS.toMillis(SHORT));
        List<String> command = Jvm.command(WitnessMain.class, options);
        try (FakeHost host = new FakeHost(args[0])) {
            command.addAll(List.of(
                    "--server-endpoint=" + host.uri(),
                    "--token=any",
                    "--parent-pid=" + ProcessHandle.current().pid()));
            Process process = new ProcessBuilder(command).inheritIO().start();
            try {
                new FuzzPlugin(host, process, seed, Integer.parseInt(args[2])).run(Integer.parseInt(args[3]));
            } finally {
                process.destroy();
                process.onExit().join();
            }
        }
        System.exit(0);
    }

    private void run(int silent) throws Exception {
        for (int i = 0; i < 200; i++) {
            others();
        }
        Aftermath aftermath = new Aftermath(vitals().withDescriptors(FURTHER), this::vitals);
        Attacker stranger = new Attacker(host.plugin(), random, SERVICE, Plugin.Iface.class, null);
        Attacker insider = new Attacker(host.plugin(), random, SERVICE, Plugin.Iface.class, FakeHost.CALLBACK_TOKEN);
        step(aftermath, "random bytes", () -> stranger.randomBytes(rounds));
        step(aftermath, "bombs", stranger::bombs);
        step(aftermath, "wild calls of a stranger", () -> stranger.wildCalls(rounds));
        step(aftermath, "damaged calls of a stranger", () -> stranger.mutations(rounds));
        step(aftermath, "half-open connections", () -> stranger.halfOpen(Math.min(rounds, 200)));
        step(aftermath, "slow connections", () -> stranger.slow(50, 2 * SHORT));
        step(aftermath, "silent connections", () -> silence(stranger, silent));
        step(aftermath, "wild calls with the token", () -> insider.wildCalls(rounds));
        step(aftermath, "damaged calls with the token", () -> insider.mutations(rounds));
        aftermath.await("all", true);
        System.out.println("survived; " + aftermath.before() + " before, " + vitals() + " now");
    }

    private interface Attack {
        void run() throws Exception;
    }

    private void step(Aftermath aftermath, String name, Attack attack) throws Exception {
        long from = System.nanoTime();
        attack.run();
        others();
        aftermath.await(name, false);
        System.out.println(name + ": " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from) + " ms");
    }

    private void silence(Attacker stranger, int connections) throws Exception {
        List<RawConnection> open = stranger.silent(connections);
        others();
        for (RawConnection connection : open) {
            connection.close();
        }
    }

    private void others() throws Exception {
        long sum = host.call("ADD", VariantValue.integer(2), VariantValue.integer(3))
                .getInteger();
        String through = host.call("THROUGH", VariantValue.string_("x")).getString_();
        if (sum != 5 || !through.equals("x") || !process.isAlive()) {
            throw new AssertionError("The host's calls go wrong");
        }
    }

    private Vitals vitals() {
        try {
            Map<String, Object> told = new HashMap<>();
            host.call("VITALS").getMap().forEach((key, value) -> told.put(key.getString_(), value.getInteger()));
            return Vitals.of(told);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
