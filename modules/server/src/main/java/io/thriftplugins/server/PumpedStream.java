package io.thriftplugins.server;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One of a process's two streams, as the pump reads it. For one thread. */
final class PumpedStream {

    private static final Logger log = LoggerFactory.getLogger(PumpedStream.class);

    private final InputStream stream;
    private final Consumer<String> consumer;
    private final LineSplitter splitter;
    private boolean consumerFailed;
    private boolean broken;

    PumpedStream(InputStream stream, Consumer<String> consumer, String secret) {
        this.stream = stream;
        this.consumer = consumer;
        this.splitter = new LineSplitter(this::pass, secret);
    }

    /**
     * Reads what is there, up to the buffer's size, and passes its lines on. Never blocks.
     *
     * @return how many bytes that were
     */
    int poll(byte[] buffer) {
        int count = broken ? 0 : read(buffer);
        splitter.feed(buffer, count);
        return count;
    }

    private int read(byte[] buffer) {
        try {
            // When the process ends, the JDK's reaper thread, holding this monitor, replaces the pipe by the bytes that
            // are left in it. If that happened between the two calls, the second one would wait for whoever else has
            // the
            // pipe open.
            synchronized (stream) {
                int available = stream.available();
                return available <= 0 ? 0 : Math.max(0, stream.read(buffer, 0, Math.min(available, buffer.length)));
            }
        } catch (IOException e) {
            broken = true;
            return 0;
        }
    }

    /** Passes the last line on and closes the stream. */
    void finish() {
        splitter.finish();
        try {
            stream.close();
        } catch (IOException e) {
            log.debug("The output of a process can't be closed", e);
        }
    }

    private void pass(String line) {
        try {
            consumer.accept(line);
        } catch (Throwable e) {
            // Even an error must not end the thread: every process would hang as soon as its pipe is full.
            if (!consumerFailed) {
                consumerFailed = true;
                log.error("A consumer of a process's output failed; it goes on with the next lines, silently", e);
            }
        }
    }
}
