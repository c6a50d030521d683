package io.thriftplugins.e2e.soak;

/** What a plugin is. */
enum Kind {
    /** A JAR in a process of its own. */
    JAR,
    /** A program in Java, with a service of its own. */
    MAIN,
    /** A JAR inside the host. */
    IN_HOST,
    /** A program that knows only the contract. */
    PYTHON,
    /** The example in Node.js. */
    NODE,
    /** The example in Go. */
    GO;

    /** Whether it can be killed without the host. */
    boolean hasProcess() {
        return this != IN_HOST;
    }

    /** Whether it has the functions of {@link SoakPlugin} that end it. */
    boolean isJava() {
        return this == JAR || this == MAIN || this == IN_HOST;
    }
}
