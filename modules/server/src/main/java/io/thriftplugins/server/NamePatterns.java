package io.thriftplugins.server;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A choice of names: each pattern is a name, or has {@code *} where any characters may stand, also none. Immutable.
 */
final class NamePatterns {

    static final NamePatterns ALL = of("*");
    static final NamePatterns NONE = of();

    private final List<String> patterns;
    private final List<Pattern> compiled;

    private NamePatterns(List<String> patterns) {
        this.patterns = List.copyOf(patterns);
        this.compiled = patterns.stream().map(NamePatterns::compile).toList();
    }

    static NamePatterns of(String... patterns) {
        return new NamePatterns(List.of(patterns));
    }

    private static Pattern compile(String pattern) {
        // With -1 a star at the end counts, too.
        return Pattern.compile(
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.DOTALL);
    }

    /** The same names for those who compare them in any case, as functions' names are (contract 13). */
    NamePatterns inAnyCase() {
        return new NamePatterns(
                patterns.stream().map(NamePatterns::upperCase).distinct().toList());
    }

    static String upperCase(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    boolean include(String name) {
        return compiled.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    /** The patterns, in brackets. */
    @Override
    public String toString() {
        return patterns.toString();
    }
}
