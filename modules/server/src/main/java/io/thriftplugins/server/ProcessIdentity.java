package io.thriftplugins.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells a process from all others that have, had or will have its number: by when it was started. On Linux that is
 * counted from the start of the system, and doesn't change with the clock; so the system's start belongs to it, too.
 */
final class ProcessIdentity {

    /** The 22nd field of {@code /proc/PID/stat} (proc(5)), counted from behind the name, which may have blanks. */
    private static final int START = 20;

    private ProcessIdentity() {}

    /** When a process was started, in whatever form this system knows it; empty if it doesn't know. */
    static String of(ProcessHandle process) {
        if (!OperatingSystem.LINUX) {
            return process.info()
                    .startInstant()
                    .map(start -> Long.toString(start.toEpochMilli()))
                    .orElse("");
        }
        try {
            String stat = Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), "stat"), StandardCharsets.ISO_8859_1);
            String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id"));
            return boot.strip() + "/" + stat.substring(stat.lastIndexOf(')')).split(" ")[START];
        } catch (IOException e) {
            return "";
        }
    }
}
