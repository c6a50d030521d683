package io.thriftplugins.e2e.soak;

/** How a call ended that did what it was to do. */
enum Result {
    /** With its answer. */
    ANSWERED(Journal.Times.ONCE),
    /** With the failure that the function was to end with. */
    FAILED(Journal.Times.ONCE),
    /** The function was never called, as it should be. */
    REFUSED(Journal.Times.NEVER),
    /** The caller lost patience, as it was to. */
    GIVEN_UP(Journal.Times.AT_MOST_ONCE),
    /** With its answer, by a plugin that doesn't write down what it executes. */
    ANSWERED_UNCOUNTED(Journal.Times.NEVER);

    private final Journal.Times times;

    Result(Journal.Times times) {
        this.times = times;
    }

    Journal.Times times() {
        return times;
    }
}
