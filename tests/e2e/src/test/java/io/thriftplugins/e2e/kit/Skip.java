package io.thriftplugins.e2e.kit;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

/** Leaves out tests that the machine has not what it takes for. */
public final class Skip {

    private Skip() {}

    /**
     * Skips the test; on the build server, where the variable {@code CI} is {@code true} and nothing may be missing, it
     * fails instead.
     *
     * @param reason what is missing, and how to get it
     * @param <T> whatever the caller returns, as with JUnit's own
     * @return never
     */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public static <T> T unlessOnBuildServer(String reason) {
        return "true".equals(System.getenv("CI")) ? fail(reason) : abort(reason);
    }
}
