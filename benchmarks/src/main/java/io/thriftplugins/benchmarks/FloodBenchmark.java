package io.thriftplugins.benchmarks;

import io.thriftplugins.LogLevel;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.server.ThriftPluginsServer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures the calls of one plugin while another one floods the host. Rounds with and without the flood take turns.
 * "Spinning" floods nothing but the processors, which is what a flood is to be compared with: it is what four busy
 * threads cost others on this machine, whatever they do.
 */
public final class FloodBenchmark {

    private static final List<String> FLOODS = List.of("spinning", "calls", "large messages", "log lines");

    private final PluginHandle witness;
    private final PluginHandle flood;
    private final int calls;

    private FloodBenchmark(PluginHandle witness, PluginHandle flood, int calls) {
        this.witness = witness;
        this.flood = flood;
        this.calls = calls;
    }

    /**
     * Runs the benchmark.
     *
     * @param args how many rounds, and how many calls in each; 10 and 1000 if absent
     */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 10;
        int calls = args.length > 1 ? Integer.parseInt(args[1]) : 1000;
        // Without this, a host that logs nothing would tell the plugin to log nothing.
        try (ThriftPluginsServer server = ThriftPluginsServer.builder()
                        .minLogLevel(LogLevel.TRACE)
                        .function("echo(value: any): any", call -> call.get(0))
                        .build()
                        .start();
                PeerProcess witness = PeerProcess.launch(server, Peer.class);
                PeerProcess flood = PeerProcess.launch(server, FloodPeer.class)) {
            FloodBenchmark benchmark = new FloodBenchmark(witness.handle(), flood.handle(), calls);
            benchmark.measure();
            for (String what : FLOODS) {
                benchmark.run(what, rounds);
            }
        }
    }

    private void run(String what, int rounds) {
        long[] quiet = new long[rounds * calls];
        long[] flooded = new long[rounds * calls];
        for (int round = 0; round < rounds; round++) {
            System.arraycopy(measure(), 0, quiet, round * calls, calls);
            flood.call("flood", what);
            System.arraycopy(measure(), 0, flooded, round * calls, calls);
            flood.call("flood", "nothing");
        }
        Arrays.sort(quiet);
        Arrays.sort(flooded);
        System.out.printf(
                Locale.ROOT,
                "%-15s median %8.1f us, quiet %8.1f us, ratio %5.2f; p99 %8.1f us, quiet %8.1f us, ratio %5.2f%n",
                what,
                at(flooded, 50),
                at(quiet, 50),
                at(flooded, 50) / at(quiet, 50),
                at(flooded, 99),
                at(quiet, 99),
                at(flooded, 99) / at(quiet, 99));
    }

    private long[] measure() {
        long[] samples = new long[calls];
        for (int i = 0; i < calls; i++) {
            long start = System.nanoTime();
            if (!Long.valueOf(5).equals(witness.call("add", 2L, 3L))) {
                throw new IllegalStateException("2 + 3 is 5");
            }
            samples[i] = System.nanoTime() - start;
        }
        return samples;
    }

    private static double at(long[] sorted, int percent) {
        return sorted[(int) ((long) sorted.length * percent / 100)] / 1000.0;
    }
}
