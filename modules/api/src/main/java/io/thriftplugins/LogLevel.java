package io.thriftplugins;

/** How important a log message is; the constants stand in the order of the contract's numbers (contract 2). */
public enum LogLevel {
    /** Every step; SLF4J's trace. */
    TRACE("Trace"),
    /** What helps to find a mistake; SLF4J's debug. */
    DEBUG("Debug"),
    /** What an operator may want to know; SLF4J's info. */
    INFORMATION("Information"),
    /** What should be looked at; SLF4J's warn. */
    WARNING("Warning"),
    /** What failed; SLF4J's error. */
    ERROR("Error"),
    /** What stops the program; SLF4J's error too, which has nothing above. */
    CRITICAL("Critical"),
    /** As a minimum: nothing at all. No message has this level. */
    NONE("None");

    private final String argument;

    LogLevel(String argument) {
        this.argument = argument;
    }

    /**
     * How the level is written on a plugin's command line (contract 7.1).
     *
     * @return the word
     */
    public String argument() {
        return argument;
    }

    /**
     * Reads what {@link #argument()} writes, in any case.
     *
     * @param text the word
     * @return the level
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if it is none of them
     */
    public static LogLevel parse(String text) {
        for (LogLevel level : values()) {
            if (level.argument.equalsIgnoreCase(text)) {
                return level;
            }
        }
        throw new PluginException(
                ErrorCode.INVALID_ARGUMENT,
                "There is no log level '" + text
                        + "'; take Trace, Debug, Information, Warning, Error, Critical or None");
    }
}
