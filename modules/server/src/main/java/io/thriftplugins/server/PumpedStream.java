package io.thriftplugins.server;

import io.thriftplugins.Limit;
import io.thriftplugins.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One of a process's two streams, as the pump reads it. For one thread. */
final class PumpedStream {

    private static final byte[] NOTHING = {};

    /** How many lines are passed on in one round, so that other processes need not wait for long. */
    private static final int LINES = 256;

    private static final Logger LOG = LoggerFactory.getLogger(PumpedStream.class);

    private final InputStream stream;
    private final Consumer<String> consumer;
    private final LineSplitter splitter;
    private final RateLimit rate;

    /** What was read and not passed on yet. */
    private byte[] held = NOTHING;

    private boolean consumerFailed;
    private boolean broken;

    PumpedStream(InputStream stream, Consumer<String> consumer, String secret, Limits limits) {
        this.stream = stream;
        this.consumer = consumer;
        this.splitter = new LineSplitter(this::pass, secret, limits.number(Limit.MAX_LINE_BYTES));
        this.rate = new RateLimit(limits.number(Limit.MAX_OUTPUT_RATE));
    }

    /**
     * Reads what is there, up to the buffer's size, and passes its lines on, as many as the limit allows by now. Never
     * blocks: a process that prints more waits for its pipe.
     *
     * @param ended whether the process has ended: then there is no need for a limit any more
     * @return how many bytes were read or passed on
     */
    int poll(byte[] buffer, boolean ended) {
        int lines = ended ? Integer.MAX_VALUE : Math.min(LINES, rate.allowed());
        if (lines == 0) {
            return 0;
        }
        boolean reads = held.length == 0;
        byte[] bytes = reads ? buffer : held;
        int count = reads ? read(buffer) : held.length;
        int taken = splitter.feed(bytes, 0, count, lines);
        rate.use(splitter.takePassed());
        held = taken == count ? NOTHING : Arrays.copyOfRange(bytes, taken, count);
        return count;
    }

    private int read(byte[] buffer) {
        if (broken) {
            return 0;
        }
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
        splitter.feed(held, held.length);
        held = NOTHING;
        splitter.finish();
        try {
            stream.close();
        } catch (IOException e) {
            LOG.debug("The output of a process can't be closed", e);
        }
    }

    private void pass(String line) {
        try {
            consumer.accept(line);
        } catch (Throwable e) {
            // Even an error must not end the thread: every process would hang as soon as its pipe is full.
            if (!consumerFailed) {
                consumerFailed = true;
                LOG.error("A consumer of a process's output failed; it goes on with the next lines, silently", e);
            }
        }
    }
}
