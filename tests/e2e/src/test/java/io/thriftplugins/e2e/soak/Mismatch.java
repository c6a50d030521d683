package io.thriftplugins.e2e.soak;

/** A call was answered, but with something else than its answer. */
final class Mismatch extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Mismatch(String message) {
        super(message);
    }

    static void unless(boolean right, String message) {
        if (!right) {
            throw new Mismatch(message);
        }
    }
}
