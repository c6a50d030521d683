package io.thriftplugins.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * What somebody would write for these very rows and nothing else: packed, streamed over one plain socket without a
 * request for each batch, and no types, nulls, limits or errors.
 */
final class HandwrittenRows implements Contender {

    /** How many bytes a row has. */
    static final int ROW = Long.BYTES + Double.BYTES + Integer.BYTES + 10;

    static final int BUFFER = 60 * 1024;

    private final SocketChannel channel;
    private final long rows;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final byte[] text = new byte[10];

    HandwrittenRows(SocketChannel channel, long rows) {
        this.channel = channel;
        this.rows = rows;
    }

    @Override
    public String name() {
        return "by hand";
    }

    @Override
    public void call() throws IOException {
        channel.write(ByteBuffer.allocate(Long.BYTES).putLong(0, rows));
        RowTotals totals = new RowTotals();
        buffer.clear();
        for (long left = rows; left > 0; ) {
            if (channel.read(buffer) < 0) {
                throw new EOFException();
            }
            buffer.flip();
            for (; buffer.remaining() >= ROW; left--) {
                long id = buffer.getLong();
                double ratio = buffer.getDouble();
                int length = buffer.getInt();
                buffer.get(text, 0, length);
                totals.add(id, ratio, new String(text, 0, length, StandardCharsets.UTF_8));
            }
            buffer.compact();
        }
        totals.check(rows);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
