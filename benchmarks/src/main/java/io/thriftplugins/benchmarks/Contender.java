package io.thriftplugins.benchmarks;

/** A way to make a call and wait for its answer. */
interface Contender extends AutoCloseable {

    String name();

    void call() throws Exception;
}
