package io.thriftplugins.benchmarks;

import io.thriftplugins.PluginHandle;
import io.thriftplugins.server.ThriftPluginsServer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures a call of {@code add(integer, integer)} between two processes, beside a raw ping-pong of as many bytes and a
 * plain libthrift client and server. The contenders take turns within one run, since machines are noisy: only the
 * ratios mean something.
 */
public final class CallBenchmark {

    private static final int WARM_UP_ROUNDS = 5;

    private final int rounds;
    private final int calls;

    private CallBenchmark(int rounds, int calls) {
        this.rounds = rounds;
        this.calls = calls;
    }

    /**
     * Runs the benchmark for pipes and for TCP.
     *
     * @param args how many rounds, and how many calls each contender makes in a round; 20 and 5000 if absent
     */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        int calls = args.length > 1 ? Integer.parseInt(args[1]) : 5000;
        System.out.printf(
                Locale.ROOT,
                "%d rounds of %d calls, JDK %s, %d processors%n",
                rounds,
                calls,
                Runtime.version(),
                Runtime.getRuntime().availableProcessors());
        CallBenchmark benchmark = new CallBenchmark(rounds, calls);
        benchmark.run("net.pipe");
        benchmark.run("tcp");
    }

    private void run(String scheme) throws Exception {
        MessageSizes sizes = MessageSizes.measure();
        try (ThriftPluginsServer server =
                        ThriftPluginsServer.builder().transport(scheme).build().start();
                PeerProcess peer = PeerProcess.launch(server, Peer.class)) {
            PluginHandle handle = peer.handle();
            List<Contender> contenders = List.of(
                    new RawPingPong(Sockets.connect(address(handle, "raw")), sizes),
                    new PlainThrift(Sockets.connect(address(handle, "thrift"))),
                    new PluginCall(handle));
            long[][] samples = new long[contenders.size()][rounds * calls];
            for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
                for (int i = 0; i < samples.length; i++) {
                    measure(contenders.get(i), samples[i], Math.max(round, 0) * calls);
                }
            }
            report(scheme, sizes, contenders, samples);
            for (Contender contender : contenders) {
                contender.close();
            }
        }
    }

    private static String address(PluginHandle handle, String key) {
        return String.valueOf(handle.metadata().get(key));
    }

    private void measure(Contender contender, long[] samples, int from) throws Exception {
        for (int i = from; i < from + calls; i++) {
            long start = System.nanoTime();
            contender.call();
            samples[i] = System.nanoTime() - start;
        }
    }

    private static void report(String scheme, MessageSizes sizes, List<Contender> contenders, long[][] samples) {
        System.out.printf(Locale.ROOT, "%s, %d bytes there, %d back%n", scheme, sizes.request(), sizes.reply());
        for (long[] sample : samples) {
            Arrays.sort(sample);
        }
        double base = percentile(samples[0], 50);
        for (int i = 0; i < samples.length; i++) {
            System.out.printf(
                    Locale.ROOT,
                    "  %-16s median %7.2f us   p99 %8.2f us   median/raw %.3f%n",
                    contenders.get(i).name(),
                    percentile(samples[i], 50) / 1000,
                    percentile(samples[i], 99) / 1000,
                    percentile(samples[i], 50) / base);
        }
    }

    private static double percentile(long[] sorted, int percent) {
        return sorted[(int) ((long) sorted.length * percent / 100)];
    }

    /** A call through the whole framework. */
    private record PluginCall(PluginHandle handle) implements Contender {

        @Override
        public String name() {
            return "thrift-plugins";
        }

        @Override
        public void call() {
            if (!Long.valueOf(5).equals(handle.call("add", 2L, 3L))) {
                throw new IllegalStateException("2 + 3 is 5");
            }
        }

        @Override
        public void close() {}
    }
}
