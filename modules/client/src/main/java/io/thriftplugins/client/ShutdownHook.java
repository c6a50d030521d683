package io.thriftplugins.client;

/** Lets a plugin clean up when its process is told to terminate or calls {@code System.exit}. */
final class ShutdownHook implements AutoCloseable {

    private final Thread thread;

    private ShutdownHook(Thread thread) {
        this.thread = thread;
    }

    static ShutdownHook install(Runnable action) {
        Thread thread = new Thread(action, "thrift-plugins-shutdown");
        Runtime.getRuntime().addShutdownHook(thread);
        return new ShutdownHook(thread);
    }

    /** Takes the hook back, unless the JVM is shutting down. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException e) {
            // The hook is running, or about to; closing twice is harmless.
        }
    }
}
