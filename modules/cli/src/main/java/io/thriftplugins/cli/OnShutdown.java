package io.thriftplugins.cli;

/** Closes something when the JVM is told to end, as by Ctrl-C, unless it was closed before. */
final class OnShutdown implements AutoCloseable {

    private static volatile boolean underWay;

    private final Thread hook;

    private OnShutdown(Thread hook) {
        this.hook = hook;
    }

    static OnShutdown close(Closing closing) {
        Thread hook = new Thread(
                () -> {
                    underWay = true;
                    closing.close();
                },
                "thrift-plugins-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        return new OnShutdown(hook);
    }

    /** Whether the JVM is about to end although no command asked for it. */
    static boolean isUnderWay() {
        return underWay;
    }

    /** It needn't be closed on shutdown any more. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The shutdown has begun, so the hook does its work, which is harmless to do twice.
            return;
        }
    }

    /** What a hook does. */
    @FunctionalInterface
    interface Closing {
        void close();
    }
}
