package io.thriftplugins.benchmarks;

import io.thriftplugins.PluginHandle;
import io.thriftplugins.RowCursor;
import io.thriftplugins.RowSet;
import io.thriftplugins.server.ThriftPluginsServer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Measures how many rows of (integer, float, string of ten characters) a second a host reads from a plugin in another
 * process, column by column and row by row. Both take turns within one run, with a plugin each, since machines are
 * noisy. Every value is read, the string as a {@link String}.
 */
public final class RowsBenchmark {

    private static final int WARM_UP_ROUNDS = 5;

    private final int rounds;
    private final long rows;

    private RowsBenchmark(int rounds, long rows) {
        this.rounds = rounds;
        this.rows = rows;
    }

    /**
     * Runs the benchmark for pipes and for TCP.
     *
     * @param args how many rounds, and how many rows are read in each; 15 and 2,000,000 if absent
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
        RowsBenchmark benchmark = new RowsBenchmark(rounds, rows);
        for (String scheme : args.length > 2 ? List.of(args[2]) : List.of("net.pipe", "tcp")) {
            benchmark.run(scheme);
        }
    }

    private void run(String scheme) throws Exception {
        try (ThriftPluginsServer server =
                        ThriftPluginsServer.builder().transport(scheme).build().start();
                PeerProcess byColumn = PeerProcess.launch(server, RowPeer.class);
                PeerProcess byRow =
                        PeerProcess.launch(server, RowPeer.class, "-Dio.thriftplugins.without=column-batches")) {
            List<PluginHandle> plugins = List.of(byRow.handle(), byColumn.handle());
            double[][] rates = new double[plugins.size()][rounds];
            for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
                for (int i = 0; i < rates.length; i++) {
                    rates[i][Math.max(round, 0)] = measure(plugins.get(i));
                }
            }
            System.out.println(scheme);
            for (double[] rate : rates) {
                Arrays.sort(rate);
            }
            for (int i = 0; i < rates.length; i++) {
                System.out.printf(
                        Locale.ROOT,
                        "  %-17s median %5.2f million rows/s   best %5.2f   median/row by row %.3f%n",
                        i == 0 ? "row by row" : "column by column",
                        rates[i][rounds / 2],
                        rates[i][rounds - 1],
                        rates[i][rounds / 2] / rates[0][rounds / 2]);
            }
        }
    }

    /** Returns millions of rows a second. */
    private double measure(PluginHandle plugin) {
        long start = System.nanoTime();
        long sum = 0;
        double ratios = 0;
        long characters = 0;
        try (RowSet set = (RowSet) Objects.requireNonNull(plugin.call("rows", rows));
                RowCursor row = set.read()) {
            while (row.next()) {
                sum += row.getLong(0);
                ratios += row.getDouble(1);
                characters += Objects.requireNonNull(row.getString(2)).length();
            }
        }
        long nanos = System.nanoTime() - start;
        if (sum != rows * (rows - 1) / 2 || ratios != sum * 0.5 || characters != rows * 10) {
            throw new IllegalStateException("Rows are missing: " + sum + ", " + ratios + ", " + characters);
        }
        return rows * 1000.0 / nanos;
    }
}
