package io.thriftplugins.e2e.soak;

import io.thriftplugins.CallRequest;
import io.thriftplugins.PluginHandle;
import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A call to be made.
 *
 * @param id its number
 * @param life whom to call
 * @param random for choices
 */
record OneCall(long id, Life life, SplittableRandom random) {

    PluginHandle plugin() {
        return life.plugin();
    }

    @Nullable
    Object call(String function, @Nullable Object... arguments) {
        return plugin().call(request(function, arguments));
    }

    /** With this call's number as the first argument. */
    CallRequest request(String function, @Nullable Object... arguments) {
        @Nullable Object[] all = new Object[arguments.length + 1];
        all[0] = id;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return CallRequest.of(function, all);
    }

    int number(int bound) {
        return random.nextInt(bound);
    }

    Duration millis(int from, int to) {
        return Duration.ofMillis(random.nextInt(from, to));
    }

    void check(boolean right, String what) {
        Mismatch.unless(right, "call " + id + ": " + what);
    }
}
