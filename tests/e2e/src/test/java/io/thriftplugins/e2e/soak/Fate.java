package io.thriftplugins.e2e.soak;

import java.util.SplittableRandom;

/**
 * A way in which a plugin's life ends.
 *
 * @param name for the summary
 * @param action ends it
 */
record Fate(String name, Action action) {

    /** Ends a plugin, and looks whether it ends as it should. */
    @FunctionalInterface
    interface Action {

        /**
         * Runs. Tells the life before it does anything.
         *
         * @throws Exception if it ends otherwise
         */
        void end(Life life, SplittableRandom random) throws Exception;
    }
}
