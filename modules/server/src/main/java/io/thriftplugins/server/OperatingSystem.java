package io.thriftplugins.server;

import java.util.Locale;

/** What the host runs on, where that makes a difference. */
final class OperatingSystem {

    private static final String NAME = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);

    static final boolean WINDOWS = NAME.startsWith("windows");
    static final boolean MAC = NAME.startsWith("mac");
    static final boolean LINUX = NAME.startsWith("linux");

    private OperatingSystem() {}
}
