package io.thriftplugins;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call to make: function, arguments and how long it may take. Immutable; the {@code with} methods return a copy.
 *
 * @param function the function's name, in any case
 * @param positional arguments in order
 * @param named arguments by parameter name; they follow the positional ones
 * @param timeout how long the call may take in all; zero means without limit; null means the configured default
 */
public record CallRequest(
        String function,
        List<@Nullable Object> positional,
        Map<String, @Nullable Object> named,
        @Nullable Duration timeout) {

    /** Copies the arguments and checks the timeout. */
    public CallRequest {
        Objects.requireNonNull(function, "function");
        positional = Collections.unmodifiableList(new ArrayList<>(positional));
        named = named.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(named));
        if (timeout != null && timeout.isNegative()) {
            throw new IllegalArgumentException("A timeout can't be negative: " + timeout);
        }
    }

    /**
     * A call with positional arguments and the default timeout.
     *
     * @param function the function's name, in any case
     * @param arguments the arguments, values of the table in {@link Values}
     * @return the call
     */
    public static CallRequest of(String function, @Nullable Object... arguments) {
        return new CallRequest(function, java.util.Arrays.asList(arguments), Map.of(), null);
    }

    /**
     * Adds an argument by name.
     *
     * @param parameter the parameter's name, in any case
     * @param value the value
     * @return a copy with it
     */
    public CallRequest withNamed(String parameter, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(named);
        more.put(parameter, value);
        return new CallRequest(function, positional, more, timeout);
    }

    /**
     * Sets the time limit.
     *
     * @param limit the time for the whole call; zero for no limit
     * @return a copy with it
     */
    public CallRequest withTimeout(Duration limit) {
        return new CallRequest(function, positional, named, limit);
    }
}
