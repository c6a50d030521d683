package io.thriftplugins.cli;

import java.util.Map;

/**
 * What is logged to stderr, by slf4j-simple. A system property of its own that the user sets, with {@code JAVA_OPTS},
 * goes first.
 */
final class Logs {

    private static final String PREFIX = "org.slf4j.simpleLogger.";

    private Logs() {}

    /**
     * Sets the levels, before the first logger is made.
     *
     * @param ofPlugins the level of plugins' messages, and of what they print
     */
    static void start(boolean verbose, String ofPlugins) {
        Map<String, String> settings = Map.of(
                "defaultLogLevel",
                verbose ? "info" : "warn",
                "log.plugin",
                verbose ? "info" : ofPlugins,
                "showThreadName",
                "false",
                "showShortLogName",
                "false");
        settings.forEach((name, value) -> {
            if (System.getProperty(PREFIX + name) == null) {
                System.setProperty(PREFIX + name, value);
            }
        });
    }
}
