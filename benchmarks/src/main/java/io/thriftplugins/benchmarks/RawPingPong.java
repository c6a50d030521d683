package io.thriftplugins.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The least that a call can cost: as many bytes there and back, over the same kind of socket, with direct buffers. */
final class RawPingPong implements Contender {

    private final SocketChannel channel;
    private final ByteBuffer request;
    private final ByteBuffer reply;

    RawPingPong(SocketChannel channel, MessageSizes sizes) {
        this.channel = channel;
        this.request = ByteBuffer.allocateDirect(sizes.request());
        this.reply = ByteBuffer.allocateDirect(sizes.reply());
    }

    @Override
    public String name() {
        return "raw ping-pong";
    }

    @Override
    public void call() throws IOException {
        write(channel, request);
        read(channel, reply);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** The other side. */
    static void serve(SocketChannel channel, MessageSizes sizes) throws IOException {
        ByteBuffer in = ByteBuffer.allocateDirect(sizes.request());
        ByteBuffer out = ByteBuffer.allocateDirect(sizes.reply());
        while (true) {
            read(channel, in);
            write(channel, out);
        }
    }

    private static void write(SocketChannel channel, ByteBuffer buffer) throws IOException {
        buffer.clear();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static void read(SocketChannel channel, ByteBuffer buffer) throws IOException {
        buffer.clear();
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("The other side ended");
            }
        }
    }
}
