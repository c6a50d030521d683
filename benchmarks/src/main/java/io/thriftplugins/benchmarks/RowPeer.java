package io.thriftplugins.benchmarks;

import io.thriftplugins.DataType;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import io.thriftplugins.RowSet;
import io.thriftplugins.RowSource;
import io.thriftplugins.RowWriter;
import io.thriftplugins.client.ClientArguments;
import io.thriftplugins.client.ThriftPluginsClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The other process of {@link RowsBenchmark}: a plugin with as many rows as one likes, of an integer, a float, and a
 * string of ten characters; and a sender of the same rows that was written by hand for a plain socket.
 */
public final class RowPeer implements Plugin {

    private static final String[] TEXTS = new String[1024];

    static {
        for (int i = 0; i < TEXTS.length; i++) {
            TEXTS[i] = String.format(Locale.ROOT, "text-%05d", i);
        }
    }

    private final ServerSocketChannel listener;

    private RowPeer(ServerSocketChannel listener) {
        this.listener = listener;
    }

    /** Runs the peer. */
    public static void main(String[] args) throws IOException {
        ServerSocketChannel listener =
                Sockets.listen(ClientArguments.parse(args).endpoint().scheme());
        Thread thread = new Thread(() -> serve(listener), "by hand");
        thread.setDaemon(true);
        thread.start();
        System.exit(ThriftPluginsClient.run(new RowPeer(listener), args));
    }

    private static String text(long row) {
        return TEXTS[(int) row & (TEXTS.length - 1)];
    }

    @Override
    public void define(PluginDefinition plugin) {
        try {
            plugin.name("rows")
                    .version("1")
                    .metadata("by_hand", Sockets.name(listener))
                    .function("rows(count: integer): object<IRowsInput>", call -> {
                        long count = call.getLong("count");
                        return RowSet.builder("rows")
                                .column("id", DataType.INTEGER)
                                .column("ratio", DataType.FLOAT)
                                .column("text", DataType.STRING)
                                .source(query -> new Rows(count))
                                .build();
                    });
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each connection asks for a number of rows, once or more often. */
    private static void serve(ServerSocketChannel listener) {
        ByteBuffer request = ByteBuffer.allocateDirect(Long.BYTES);
        ByteBuffer buffer = ByteBuffer.allocateDirect(HandwrittenRows.BUFFER);
        try (SocketChannel channel = Sockets.accept(listener)) {
            while (channel.read(request.clear()) == Long.BYTES) {
                long count = request.getLong(0);
                buffer.clear();
                for (long i = 0; i < count; i++) {
                    byte[] text = text(i).getBytes(StandardCharsets.UTF_8);
                    buffer.putLong(i).putDouble(i * 0.5).putInt(text.length).put(text);
                    if (buffer.remaining() < HandwrittenRows.ROW) {
                        flush(channel, buffer);
                    }
                }
                flush(channel, buffer);
            }
        } catch (IOException e) {
            // The host has seen enough.
        }
    }

    private static void flush(SocketChannel channel, ByteBuffer buffer) throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    @SuppressWarnings("try") // closing does nothing
    private static final class Rows implements RowSource {

        private final long count;
        private long next;

        Rows(long count) {
            this.count = count;
        }

        @Override
        public boolean next(RowWriter row) {
            if (next == count) {
                return false;
            }
            row.setLong(0, next);
            row.setDouble(1, next * 0.5);
            row.setString(2, text(next));
            next++;
            return true;
        }
    }
}
