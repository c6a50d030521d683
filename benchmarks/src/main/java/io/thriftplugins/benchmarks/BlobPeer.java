package io.thriftplugins.benchmarks;

import io.thriftplugins.Blob;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import io.thriftplugins.client.ClientArguments;
import io.thriftplugins.client.ThriftPluginsClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** The other process of {@link BlobBenchmark}: a plugin with a blob, and a raw sender of as many bytes. */
public final class BlobPeer implements Plugin {

    private final ServerSocketChannel listener;

    private BlobPeer(ServerSocketChannel listener) {
        this.listener = listener;
    }

    /** Runs the peer. */
    public static void main(String[] args) throws IOException {
        ServerSocketChannel listener =
                Sockets.listen(ClientArguments.parse(args).endpoint().scheme());
        Thread thread = new Thread(() -> serve(listener), "raw");
        thread.setDaemon(true);
        thread.start();
        System.exit(ThriftPluginsClient.run(new BlobPeer(listener), args));
    }

    @Override
    public void define(PluginDefinition plugin) {
        try {
            plugin.name("peer")
                    .version("1")
                    .metadata("raw", Sockets.name(listener))
                    .function("blob(size: integer): blob", call -> new SameBytes(call.getLong("size")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each connection asks for a number of bytes, once or more often. */
    private static void serve(ServerSocketChannel listener) {
        ByteBuffer request = ByteBuffer.allocateDirect(Long.BYTES);
        ByteBuffer bytes = ByteBuffer.allocateDirect(SameBytes.BLOCK).put(SameBytes.block());
        try (SocketChannel channel = Sockets.accept(listener)) {
            while (channel.read(request.clear()) == Long.BYTES) {
                long left = request.getLong(0);
                while (left > 0) {
                    left -= channel.write(
                            bytes.limit((int) Math.min(left, bytes.capacity())).position(0));
                }
            }
        } catch (IOException e) {
            // The host has seen enough.
        }
    }

    /** A blob that costs no memory: the same block again and again. */
    private record SameBytes(long length) implements Blob {

        static final int BLOCK = 256 * 1024;

        private static final byte[] CONTENT = block();

        static byte[] block() {
            byte[] block = new byte[BLOCK];
            for (int i = 0; i < BLOCK; i++) {
                block[i] = (byte) (i * 31);
            }
            return block;
        }

        @Override
        public int read(long offset, ByteBuffer target) {
            if (offset >= length) {
                return -1;
            }
            int from = (int) (offset % BLOCK);
            int count = (int) Math.min(Math.min(target.remaining(), BLOCK - from), length - offset);
            target.put(CONTENT, from, count);
            return count;
        }
    }
}
