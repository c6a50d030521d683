package io.thriftplugins.e2e.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Valid messages, damaged. */
final class Mutations {

    private static final int[] SIZES = {
        -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0, 1, 16_384_000, 16_384_001, 0x7ffffffb, 0x01000000
    };

    private final SplittableRandom random;

    Mutations(SplittableRandom random) {
        this.random = random;
    }

    /** A damaged copy, whose length in front may be wrong, too. */
    byte[] mutate(byte[] frame) {
        byte[] bytes = frame.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            bytes = once(bytes);
        }
        if (random.nextInt(3) > 0 && bytes.length >= Integer.BYTES) {
            // With the right length, the damage is found later, or never.
            ByteBuffer.wrap(bytes).putInt(bytes.length - Integer.BYTES);
        }
        return bytes;
    }

    private byte[] once(byte[] bytes) {
        if (bytes.length == 0) {
            return new byte[] {0};
        }
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(7)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> {
                if (at + Integer.BYTES <= bytes.length) {
                    ByteBuffer.wrap(bytes).putInt(at, SIZES[random.nextInt(SIZES.length)]);
                }
            }
            case 3 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 4 -> {
                if (bytes.length >= Integer.BYTES) {
                    ByteBuffer.wrap(bytes).putInt(0, SIZES[random.nextInt(SIZES.length)]);
                }
            }
            case 5 -> {
                int length = Math.min(bytes.length - at, 1 + random.nextInt(64));
                ByteArrayOutputStream repeated = new ByteArrayOutputStream();
                repeated.write(bytes, 0, at);
                for (int i = random.nextInt(200); i >= 0; i--) {
                    repeated.write(bytes, at, length);
                }
                repeated.write(bytes, at, bytes.length - at);
                return repeated.toByteArray();
            }
            default -> {
                byte[] noise = new byte[Math.min(bytes.length - at, random.nextInt(16))];
                random.nextBytes(noise);
                System.arraycopy(noise, 0, bytes, at, noise.length);
            }
        }
        return bytes;
    }
}
