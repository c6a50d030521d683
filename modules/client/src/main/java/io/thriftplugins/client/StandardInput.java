package io.thriftplugins.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Notices the end of an input stream, and throws away what comes before. A thread that reads the standard input can't
 * be stopped, so there is one for the whole JVM, started when it is first needed.
 */
final class StandardInput {

    static final StandardInput OF_PROCESS = new StandardInput(System.in);

    private final InputStream input;
    private final Set<Runnable> listeners = new LinkedHashSet<>();
    private boolean started;
    private boolean ended;

    StandardInput(InputStream input) {
        this.input = input;
    }

    /** Runs a listener once at the end of the stream; at once if that was before. */
    void onEnd(Runnable listener) {
        synchronized (this) {
            if (!ended) {
                listeners.add(listener);
                start();
                return;
            }
        }
        listener.run();
    }

    synchronized void remove(Runnable listener) {
        listeners.remove(listener);
    }

    private void start() {
        if (!started) {
            started = true;
            Thread thread = new Thread(this::read, "thrift-plugins-stdin");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void read() {
        byte[] ignored = new byte[512];
        try {
            while (input.read(ignored) >= 0) {
                // Nothing that a host writes here has a meaning.
            }
        } catch (IOException e) {
            // A stream that can't be read any more has ended as well.
        }
        List<Runnable> toRun;
        synchronized (this) {
            ended = true;
            toRun = List.copyOf(listeners);
            listeners.clear();
        }
        toRun.forEach(Runnable::run);
    }
}
