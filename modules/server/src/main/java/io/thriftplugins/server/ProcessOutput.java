package io.thriftplugins.server;

import java.util.function.Consumer;
import org.slf4j.Logger;

/**
 * Who gets the lines that a process prints. Both are called by the one thread that reads the output of all processes:
 * they must not block.
 *
 * @param stdout gets the lines of stdout
 * @param stderr gets the lines of stderr
 * @param secret what stands whole in a piece of a long line, so that a consumer can see it and take it out
 */
record ProcessOutput(Consumer<String> stdout, Consumer<String> stderr, String secret) {

    ProcessOutput(Consumer<String> stdout, Consumer<String> stderr) {
        this(stdout, stderr, "");
    }

    /** Logs at the contract's levels (7.2): stdout at trace, stderr at error. */
    static ProcessOutput loggedTo(Logger logger) {
        return new ProcessOutput(logger::trace, logger::error);
    }
}
