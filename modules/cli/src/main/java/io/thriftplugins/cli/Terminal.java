package io.thriftplugins.cli;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What a command reads and prints.
 *
 * @param in lines, in debug mode
 * @param out results
 * @param err errors, events and the log
 */
record Terminal(BufferedReader in, PrintStream out, PrintStream err) {

    /** The process's own streams. Results are in UTF-8 whatever the locale, as JSON wants it (RFC 8259, 8.1). */
    static Terminal ofProcess() {
        return of(
                System.in,
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                System.err);
    }

    static Terminal of(InputStream in, PrintStream out, PrintStream err) {
        return new Terminal(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)), out, err);
    }
}
