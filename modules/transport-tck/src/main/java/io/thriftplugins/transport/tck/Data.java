package io.thriftplugins.transport.tck;

import io.thriftplugins.spi.TransportConnection;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SplittableRandom;

/** Bytes to send, and ways to send and receive them. */
final class Data {

    private static final int CHUNK = 1 << 20;

    private Data() {}

    /** Bytes in which a lost, doubled or displaced one is noticed; the same for the same seed. */
    static byte[] bytes(long seed, int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    static void send(TransportConnection connection, byte[] bytes) throws IOException {
        connection.write(ByteBuffer.wrap(bytes));
    }

    /** Reads exactly so many bytes. */
    static byte[] receive(TransportConnection connection, int size) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(size);
        while (buffer.hasRemaining()) {
            if (connection.read(buffer) < 0) {
                throw new EOFException("The stream ended after " + buffer.position() + " of " + size + " bytes");
            }
        }
        return buffer.array();
    }

    /** Sends so many chunks of a megabyte, and returns the digest of all. */
    static byte[] sendChunks(TransportConnection connection, long seed, int chunks) throws IOException {
        MessageDigest digest = sha256();
        for (int i = 0; i < chunks; i++) {
            byte[] chunk = bytes(seed + i, CHUNK);
            digest.update(chunk);
            send(connection, chunk);
        }
        return digest.digest();
    }

    static byte[] receiveChunks(TransportConnection connection, int chunks) throws IOException {
        MessageDigest digest = sha256();
        for (int i = 0; i < chunks; i++) {
            digest.update(receive(connection, CHUNK));
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every JDK has SHA-256", e);
        }
    }
}
