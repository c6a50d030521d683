package io.thriftplugins;

import java.time.Duration;

/**
 * A call that waited for a plugin's answer when the plugin ended.
 *
 * @param function the function as its caller named it; for what is no function, such as reading a blob, the name of the
 *     wire's method
 * @param running how long the caller had waited
 */
public record CallInFlight(String function, Duration running) {

    @Override
    public String toString() {
        return function + " for " + running.toMillis() + " ms";
    }
}
