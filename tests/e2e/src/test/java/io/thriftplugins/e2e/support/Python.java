package io.thriftplugins.e2e.support;

import io.thriftplugins.e2e.kit.Skip;
import java.nio.file.Path;

/** The Python interpreter with Apache Thrift's library, which the variable {@value #VARIABLE} names. */
public final class Python {

    private static final String VARIABLE = "THRIFT_PLUGINS_PYTHON";

    private Python() {}

    /** Skips the test if there is none; on the build server that is a failure. */
    public static Path require() {
        String python = System.getenv(VARIABLE);
        if (python != null && !python.isBlank()) {
            return Path.of(python);
        }
        return Skip.unlessOnBuildServer(
                VARIABLE + " names no Python interpreter that has Apache Thrift's library (pip install thrift)");
    }

    /** A script of tests/python. */
    public static Path script(String name) {
        return repository().resolve("tests").resolve("python").resolve(name);
    }

    public static Path repository() {
        return Path.of(System.getProperty("thriftplugins.root"));
    }
}
