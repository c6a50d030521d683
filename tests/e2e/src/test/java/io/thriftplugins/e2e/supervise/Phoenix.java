package io.thriftplugins.e2e.supervise;

/** What the plugin of these tests exports. */
public interface Phoenix {

    /** Of its process. */
    long pid();

    /** How often this process was asked. */
    long next();
}
