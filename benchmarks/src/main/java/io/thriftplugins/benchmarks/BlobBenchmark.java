package io.thriftplugins.benchmarks;

import io.thriftplugins.Blob;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.server.ThriftPluginsServer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Measures copying a blob from a plugin to its host, beside a raw copy of as many bytes through the same kind of
 * socket. The contenders take turns within one run, since machines are noisy: only the ratios mean something.
 */
public final class BlobBenchmark {

    private static final int WARM_UP_ROUNDS = 2;
    private static final int BUFFER = 256 * 1024;

    private final int rounds;
    private final long size;
    private final int connections;

    private BlobBenchmark(int rounds, long size, int connections) {
        this.rounds = rounds;
        this.size = size;
        this.connections = connections;
    }

    /**
     * Runs the benchmark for pipes and for TCP.
     *
     * @param args how many rounds, how many MiB are copied in each, and over how many connections at most; 10, 1024 and
     *     4 if absent
     */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 10;
        long mebibytes = args.length > 1 ? Long.parseLong(args[1]) : 1024;
        int connections = args.length > 2 ? Integer.parseInt(args[2]) : 4;
        System.out.printf(
                Locale.ROOT,
                "%d rounds of %d MiB, up to %d connections, JDK %s, %d processors, heap up to %d MiB%n",
                rounds,
                mebibytes,
                connections,
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20);
        BlobBenchmark benchmark = new BlobBenchmark(rounds, mebibytes << 20, connections);
        benchmark.run("net.pipe");
        benchmark.run("tcp");
    }

    private void run(String scheme) throws Exception {
        try (ThriftPluginsServer server = ThriftPluginsServer.builder()
                        .transport(scheme)
                        .maxConnectionsPerPlugin(connections)
                        .build()
                        .start();
                PeerProcess peer = PeerProcess.launch(server, BlobPeer.class)) {
            PluginHandle handle = peer.handle();
            String raw = String.valueOf(handle.metadata().get("raw"));
            List<Contender> contenders = List.of(
                    new RawCopy(Sockets.connect(raw), ByteBuffer.allocateDirect(BUFFER), size),
                    new ChannelCopy(blob(handle), ByteBuffer.allocateDirect(BUFFER)),
                    new StreamCopy(blob(handle)));
            double[][] samples = new double[contenders.size()][rounds];
            long[] direct = new long[rounds];
            long[] heap = new long[rounds];
            for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
                for (int i = 0; i < samples.length; i++) {
                    long start = System.nanoTime();
                    contenders.get(i).call();
                    samples[i][Math.max(round, 0)] = System.nanoTime() - start;
                }
                direct[Math.max(round, 0)] = direct();
                heap[Math.max(round, 0)] = heap();
            }
            report(scheme, contenders, samples);
            System.out.printf(
                    Locale.ROOT,
                    "  after the first and the last round: heap %d and %d KiB, direct memory %d and %d KiB%n",
                    heap[0] >> 10,
                    heap[rounds - 1] >> 10,
                    direct[0] >> 10,
                    direct[rounds - 1] >> 10);
            for (Contender contender : contenders) {
                contender.close();
            }
        }
    }

    private Blob blob(PluginHandle handle) {
        return (Blob) Objects.requireNonNull(handle.call("blob", size));
    }

    private void report(String scheme, List<Contender> contenders, double[][] samples) {
        System.out.println(scheme);
        double[] medians = new double[samples.length];
        for (int i = 0; i < samples.length; i++) {
            double[] sorted = samples[i].clone();
            Arrays.sort(sorted);
            medians[i] = sorted[sorted.length / 2];
            double[] ratios = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                ratios[round] = samples[0][round] / samples[i][round];
            }
            Arrays.sort(ratios);
            System.out.printf(
                    Locale.ROOT,
                    "  %-16s median %7.0f MiB/s   share of raw: of medians %.3f, in one round %.3f to %.3f%n",
                    contenders.get(i).name(),
                    (size >> 20) / (medians[i] / 1e9),
                    medians[0] / medians[i],
                    ratios[0],
                    ratios[rounds - 1]);
        }
    }

    private static long direct() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void check(long copied, long size) throws IOException {
        if (copied != size) {
            throw new EOFException(copied + " bytes instead of " + size);
        }
    }

    /** The fastest that a socket of this kind is used from Java: direct buffers, and nothing but the bytes. */
    private record RawCopy(SocketChannel channel, ByteBuffer buffer, long size) implements Contender {

        @Override
        public String name() {
            return "raw copy";
        }

        @Override
        public void call() throws IOException {
            channel.write(ByteBuffer.allocate(Long.BYTES).putLong(0, size));
            long copied = 0;
            while (copied < size) {
                copied += Math.max(0, channel.read(buffer.clear()));
            }
            check(copied, size);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private record ChannelCopy(Blob blob, ByteBuffer buffer) implements Contender {

        @Override
        public String name() {
            return "blob, channel";
        }

        @Override
        public void call() throws IOException {
            long copied = 0;
            try (ReadableByteChannel channel = blob.openChannel()) {
                int count = channel.read(buffer.clear());
                while (count >= 0) {
                    copied += count;
                    count = channel.read(buffer.clear());
                }
            }
            check(copied, blob.length());
        }

        @Override
        public void close() {
            blob.close();
        }
    }

    private record StreamCopy(Blob blob) implements Contender {

        @Override
        public String name() {
            return "blob, stream";
        }

        @Override
        public void call() throws IOException {
            byte[] buffer = new byte[64 * 1024];
            long copied = 0;
            try (InputStream stream = blob.openStream()) {
                int count = stream.read(buffer);
                while (count >= 0) {
                    copied += count;
                    count = stream.read(buffer);
                }
            }
            check(copied, blob.length());
        }

        @Override
        public void close() {
            blob.close();
        }
    }
}
