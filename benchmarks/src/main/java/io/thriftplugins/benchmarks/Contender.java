package io.thriftplugins.benchmarks;

import java.io.IOException;

/** A way to make a call and wait for its answer. */
interface Contender extends AutoCloseable {

    String name();

    void call() throws Exception;

    @Override
    void close() throws IOException;
}
