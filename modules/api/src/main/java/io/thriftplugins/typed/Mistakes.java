package io.thriftplugins.typed;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.util.ArrayList;
import java.util.List;

/** All that is wrong with an interface, so that its author learns it at once. Not safe for use by many threads. */
final class Mistakes {

    private final List<String> found = new ArrayList<>();

    /**
     * One more.
     *
     * @param place where it is
     * @param problem what is wrong, and what to do
     */
    void add(String place, String problem) {
        String mistake = place + ": " + problem;
        if (!found.contains(mistake)) {
            found.add(mistake);
        }
    }

    /** Fails if there are any. */
    void check(Class<?> type) {
        if (!found.isEmpty()) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT,
                    type.getName() + " can't be a remote interface; see docs/typed-interfaces.md. "
                            + String.join("; ", found));
        }
    }
}
