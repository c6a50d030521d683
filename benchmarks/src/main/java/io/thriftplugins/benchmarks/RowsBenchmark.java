package io.thriftplugins.benchmarks;

import io.thriftplugins.PluginHandle;
import io.thriftplugins.RowCursor;
import io.thriftplugins.RowSet;
import io.thriftplugins.server.ThriftPluginsServer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Measures how many rows of (integer, float, string of ten characters) a second a host reads from a plugin in another
 * process: column by column, row by row as the contract has it, as a stream of objects, and beside these with a
 * protocol written by hand for such rows. They take turns within one run, since machines are noisy: only the ratios
 * mean something. Every value is read, the string as a {@link String}.
 */
public final class RowsBenchmark {

    private static final int WARM_UP_ROUNDS = 5;

    private final int rounds;
    private final long rows;
    private final String only;

    private RowsBenchmark(int rounds, long rows, String only) {
        this.rounds = rounds;
        this.rows = rows;
        this.only = only;
    }

    /**
     * Runs the benchmark for pipes and for TCP.
     *
     * @param args how many rounds, how many rows are read in each, which transport if not both, and which contender if
     *     not all (for a profile); 15 and 2,000,000 if absent
     */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 15;
        long rows = args.length > 1 ? Long.parseLong(args[1]) : 2_000_000;
        System.out.printf(
                Locale.ROOT,
                "%d rounds of %d rows, JDK %s, %d processors%n",
                rounds,
                rows,
                Runtime.version(),
                Runtime.getRuntime().availableProcessors());
        RowsBenchmark benchmark = new RowsBenchmark(rounds, rows, args.length > 3 ? args[3] : "");
        for (String scheme : args.length > 2 ? List.of(args[2]) : List.of("net.pipe", "tcp")) {
            benchmark.run(scheme);
        }
    }

    private void run(String scheme) throws Exception {
        try (ThriftPluginsServer server =
                        ThriftPluginsServer.builder().transport(scheme).build().start();
                PeerProcess ours = PeerProcess.launch(server, RowPeer.class);
                PeerProcess contract =
                        PeerProcess.launch(server, RowPeer.class, "-Dio.thriftplugins.without=column-batches")) {
            String byHand = String.valueOf(ours.handle().metadata().get("by_hand"));
            List<Contender> contenders = Stream.of(
                            new HandwrittenRows(Sockets.connect(byHand), rows),
                            new Cursor("column by column", ours.handle(), rows),
                            new Cursor("row by row", contract.handle(), rows),
                            new RowStream("stream of rows", ours.handle(), rows))
                    .filter(contender -> contender.name().contains(only))
                    .toList();
            double[][] rates = new double[contenders.size()][rounds];
            for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
                for (int i = 0; i < rates.length; i++) {
                    long start = System.nanoTime();
                    contenders.get(i).call();
                    rates[i][Math.max(round, 0)] = rows * 1000.0 / (System.nanoTime() - start);
                }
            }
            report(scheme, contenders, rates);
            for (Contender contender : contenders) {
                contender.close();
            }
        }
    }

    private void report(String scheme, List<Contender> contenders, double[][] rates) {
        System.out.println(scheme);
        for (int i = 0; i < rates.length; i++) {
            double[] ratios = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                ratios[round] = rates[i][round] / rates[0][round];
            }
            double[] sorted = rates[i].clone();
            Arrays.sort(sorted);
            Arrays.sort(ratios);
            System.out.printf(
                    Locale.ROOT,
                    "  %-17s median %6.2f million rows/s, from %.2f to %.2f   share of that by hand: %.3f%n",
                    contenders.get(i).name(),
                    sorted[rounds / 2],
                    sorted[0],
                    sorted[rounds - 1],
                    ratios[rounds / 2]);
        }
    }

    private static RowSet rows(PluginHandle plugin, long count) {
        return (RowSet) Objects.requireNonNull(plugin.call("rows", count));
    }

    private record Cursor(String name, PluginHandle plugin, long count) implements Contender {

        @Override
        public void call() {
            RowTotals totals = new RowTotals();
            try (RowSet set = rows(plugin, count);
                    RowCursor row = set.read()) {
                while (row.next()) {
                    totals.add(row.getLong(0), row.getDouble(1), Objects.requireNonNull(row.getString(2)));
                }
            }
            totals.check(count);
        }

        @Override
        public void close() {}
    }

    private record RowStream(String name, PluginHandle plugin, long count) implements Contender {

        @Override
        public void call() {
            RowTotals totals = new RowTotals();
            try (RowSet set = rows(plugin, count);
                    Stream<io.thriftplugins.Row> stream = set.stream()) {
                stream.forEach(
                        row -> totals.add(row.getLong(0), row.getDouble(1), Objects.requireNonNull(row.getString(2))));
            }
            totals.check(count);
        }

        @Override
        public void close() {}
    }
}
