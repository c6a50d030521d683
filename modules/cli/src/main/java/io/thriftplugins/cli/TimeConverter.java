package io.thriftplugins.cli;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads times such as {@code 500ms}, {@code 10s}, {@code 2m} and {@code 1h}. */
final class TimeConverter implements ITypeConverter<Duration> {

    /** Nine digits, so that no unit overflows: the longest is 100,000 years. */
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

    private static final Map<String, ChronoUnit> UNITS =
            Map.of("ms", ChronoUnit.MILLIS, "s", ChronoUnit.SECONDS, "m", ChronoUnit.MINUTES, "h", ChronoUnit.HOURS);

    TimeConverter() {}

    @Override
    public Duration convert(String value) {
        Matcher matcher = TIME.matcher(value);
        if (matcher.matches()) {
            Duration time = Objects.requireNonNull(UNITS.get(matcher.group(2)))
                    .getDuration()
                    .multipliedBy(Long.parseLong(matcher.group(1)));
            if (!time.isZero()) {
                return time;
            }
        }
        throw new TypeConversionException(
                "'" + value + "' is no time above zero with its unit; write 500ms, 10s, 2m or 1h");
    }
}
