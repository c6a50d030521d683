package io.thriftplugins.cli;

/**
 * The program {@code thrift-plugins}. Has no logger: SLF4J must not be bound before a command has chosen its levels.
 */
public final class Main {

    private Main() {}

    /** Runs a command and ends the JVM: 0 if it worked, 1 if it failed, 2 if it was written wrongly. */
    public static void main(String[] args) {
        // Not just a return: threads that somebody left behind must not keep the process alive.
        System.exit(ThriftPlugins.execute(Terminal.ofProcess(), args));
    }
}
