package io.thriftplugins;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A value for each {@link Limit}. Immutable. */
@SuppressWarnings("EnumOrdinal") // in the array only, as an EnumMap does, without boxes
public final class Limits {

    /** In front of a limit's name where limits are read from properties. */
    public static final String PREFIX = "thriftplugins.";

    /** All defaults. */
    public static final Limits DEFAULT = new Limits(standards());

    private final Map<Limit, Long> values;

    private Limits(Map<Limit, Long> values) {
        this.values = values;
    }

    private static Map<Limit, Long> standards() {
        Map<Limit, Long> values = new EnumMap<>(Limit.class);
        for (Limit limit : Limit.values()) {
            values.put(limit, limit.standard());
        }
        return values;
    }

    /**
     * The same limits but for one.
     *
     * @param limit which
     * @param value its value
     * @return a copy
     * @throws IllegalArgumentException if the value is out of the limit's range, which is told
     */
    public Limits with(Limit limit, long value) {
        limit.check(value);
        Map<Limit, Long> copy = new EnumMap<>(values);
        copy.put(limit, value);
        return new Limits(copy);
    }

    /**
     * The same limits but for those that a property sets, such as {@code thriftplugins.maxFrameBytes}.
     *
     * @param properties a property's value by its name, or null; {@code System::getProperty} will do
     * @return a copy
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if a value is no number or out of range
     */
    public Limits with(Function<String, @Nullable String> properties) {
        Limits read = this;
        for (Limit limit : Limit.values()) {
            String text = properties.apply(PREFIX + limit.key());
            if (text != null) {
                read = read.with(limit, text);
            }
        }
        return read;
    }

    private Limits with(Limit limit, String text) {
        try {
            return with(limit, Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT, PREFIX + limit.key() + " is a whole number, not '" + text + "'", e);
        } catch (IllegalArgumentException e) {
            throw new PluginException(ErrorCode.INVALID_ARGUMENT, PREFIX + e.getMessage(), e);
        }
    }

    /**
     * A limit's value.
     *
     * @param limit which
     * @return the value
     */
    public long get(Limit limit) {
        // Each has one from the start.
        return Objects.requireNonNull(values.get(limit));
    }

    /**
     * A limit's value.
     *
     * @param limit one that fits into 32 bits, as all but {@link Limit#MAX_PENDING_BYTES} do
     * @return the value
     */
    public int number(Limit limit) {
        return Math.toIntExact(get(limit));
    }

    /**
     * A time limit.
     *
     * @param limit one in ms
     * @return the value
     */
    public Duration time(Limit limit) {
        return Duration.ofMillis(get(limit));
    }

    /**
     * A limit as errors name it.
     *
     * @param limit which
     * @return such as {@code maxHandles = 10000}
     */
    public String text(Limit limit) {
        return limit.key() + " = " + get(limit);
    }
}
