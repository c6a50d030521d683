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
 * A program that uses up its file descriptors and then accepts a connection. Argument: the scheme. It prints
 * {@code refused} when that failed as it should, and {@code accepted} when it succeeded after descriptors were freed.
 */
final class DescriptorExhaustion {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private DescriptorExhaustion() {}

    public static void main(String[] args) throws IOException {
        @SuppressWarnings("checkstyle:RegexpSinglelineJava") // It belongs to this process.
        PrintStream out = System.out;
        TransportProvider transport = Transports.find().forScheme(args[0]);
        try (TransportListener listener = transport.listen(transport.newEndpoint("tck-"))) {
            // All classes that are needed later have to be loaded while files can be opened.
            acceptOne(transport, listener);
            try (TransportConnection dialled = transport.connect(listener.endpoint(), TIMEOUT)) {
                Data.send(dialled, new byte[1]);
                List<Closeable> files = useUpDescriptors();
                try (TransportConnection accepted = listener.accept()) {
                    throw new AssertionError("Accepted " + accepted.peer() + " without a descriptor");
                } catch (ClosedChannelException e) {
                    throw new AssertionError("The listener is closed", e);
                } catch (IOException expected) {
                    for (Closeable file : files) {
                        file.close();
                    }
                    out.println("refused");
                }
                try (TransportConnection accepted = listener.accept()) {
                    Data.receive(accepted, 1);
                    out.println("accepted");
                }
            }
        }
    }

    private static void acceptOne(TransportProvider transport, TransportListener listener) throws IOException {
        try (TransportConnection dialled = transport.connect(listener.endpoint(), TIMEOUT);
                TransportConnection accepted = listener.accept()) {
            Data.send(dialled, new byte[1]);
            Data.receive(accepted, 1);
        }
    }

    private static List<Closeable> useUpDescriptors() {
        List<Closeable> files = new ArrayList<>();
        while (true) {
            try {
                files.add(new FileInputStream("/dev/null"));
            } catch (IOException full) {
                return files;
            }
        }
    }
}
