package io.thriftplugins.e2e.soak;

/**
 * A way to use a plugin.
 *
 * @param name for the summary
 * @param body makes the call
 */
record Operation(String name, Body body) {

    /** Makes a call, and looks whether it ends as it should. */
    @FunctionalInterface
    interface Body {

        /**
         * Runs.
         *
         * @throws Exception if it ends otherwise; what was done to the plugin has to explain it
         */
        Result run(OneCall call) throws Exception;
    }
}
