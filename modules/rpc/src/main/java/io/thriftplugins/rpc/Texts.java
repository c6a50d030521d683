package io.thriftplugins.rpc;

import java.nio.charset.StandardCharsets;
import org.apache.thrift.TException;

/** Texts, straight between strings and the bytes of messages. */
final class Texts {

    /** Longer ones are encoded by the JDK, whose loops are better than that of {@link #ascii}. */
    private static final int SHORT = 64;

    private Texts() {}

    /** Writes length and UTF-8; returns how many bytes that took. */
    static int write(FrameBuffer buffer, String text) throws TException {
        int length = text.length();
        buffer.checkRoom(length);
        if (length <= SHORT) {
            int at = buffer.reserve(Integer.BYTES + length);
            if (ascii(text, buffer.array(), at + Integer.BYTES)) {
                FrameProtocol.INT.set(buffer.array(), at, length);
                return Integer.BYTES + length;
            }
            buffer.window(buffer.position(), at);
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        int at = buffer.reserve(Integer.BYTES + encoded.length);
        FrameProtocol.INT.set(buffer.array(), at, encoded.length);
        System.arraycopy(encoded, 0, buffer.array(), at + Integer.BYTES, encoded.length);
        return Integer.BYTES + encoded.length;
    }

    private static boolean ascii(String text, byte[] target, int at) {
        int all = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            all |= c;
            target[at + i] = (byte) c;
        }
        return all < 0x80;
    }
}
