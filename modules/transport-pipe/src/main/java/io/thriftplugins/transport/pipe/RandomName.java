package io.thriftplugins.transport.pipe;

import java.security.SecureRandom;

/** Names that nobody guesses, of the letters that the contract uses (contract 1.2). */
final class RandomName {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomName() {}

    static String ofLength(int length) {
        StringBuilder name = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            name.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return name.toString();
    }
}
