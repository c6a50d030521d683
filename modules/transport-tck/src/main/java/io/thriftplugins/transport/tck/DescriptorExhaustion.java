package io.thriftplugins.transport.tck;

import io.thriftplugins.spi.TransportConnection;
import io.thriftplugins.spi.TransportListener;
import io.thriftplugins.spi.TransportProvider;
import io.thriftplugins.spi.Transports;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that uses up its file descriptors and then accepts a connection. Arguments: the scheme, and
 * whether listeners accept ahead. It prints {@code refused} when that failed as it should, or when nothing can be
 * expected to fail since the connections were accepted ahead, and {@code accepted} when it succeeded after descriptors
 * were freed.
 */
final class DescriptorExhaustion {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** How many connections may be accepted with descriptors that the JVM itself has freed. */
    private static final int SPARE = 4;

    private DescriptorExhaustion() {}

    public static void main(String[] args) throws IOException {
        @SuppressWarnings("checkstyle:RegexpSinglelineJava") // It belongs to this process.
        PrintStream out = System.out;
        TransportProvider transport = Transports.find().forScheme(args[0]);
        try (TransportListener listener = transport.listen(transport.newEndpoint("tck-"))) {
            // All classes that are needed later have to be loaded while files can be opened.
            acceptOne(transport, listener);
            List<Closeable> held = new ArrayList<>();
            for (int i = 0; i <= SPARE; i++) {
                TransportConnection dialled = transport.connect(listener.endpoint(), TIMEOUT);
                held.add(dialled);
                Data.send(dialled, new byte[1]);
            }
            useUpDescriptors(held);
            acceptUntilRefused(listener, held, Boolean.parseBoolean(args[1]));
            out.println("refused");
            // The files; what was dialled must stay open to be accepted.
            close(held.subList(SPARE + 1, held.size()));
            try (TransportConnection accepted = listener.accept()) {
                Data.receive(accepted, 1);
                out.println("accepted");
            }
            close(held);
        }
    }

    /**
     * Accepts until that fails for want of a descriptor. It may succeed at first: the JVM itself opens files for a
     * moment, and frees a descriptor after they were all used up.
     */
    private static void acceptUntilRefused(TransportListener listener, List<Closeable> held, boolean ahead) {
        for (int i = 0; i < SPARE; i++) {
            try {
                held.add(listener.accept());
            } catch (ClosedChannelException e) {
                throw new AssertionError("The listener is closed", e);
            } catch (IOException expected) {
                return;
            }
        }
        if (ahead) {
            return;
        }
        throw new AssertionError("Accepted " + SPARE + " connections without a descriptor");
    }

    private static void close(List<Closeable> all) throws IOException {
        for (Closeable one : all) {
            one.close();
        }
    }

    private static void acceptOne(TransportProvider transport, TransportListener listener) throws IOException {
        try (TransportConnection dialled = transport.connect(listener.endpoint(), TIMEOUT);
                TransportConnection accepted = listener.accept()) {
            Data.send(dialled, new byte[1]);
            Data.receive(accepted, 1);
        }
    }

    private static void useUpDescriptors(List<Closeable> held) {
        while (true) {
            try {
                held.add(new FileInputStream("/dev/null"));
            } catch (IOException full) {
                return;
            }
        }
    }
}
