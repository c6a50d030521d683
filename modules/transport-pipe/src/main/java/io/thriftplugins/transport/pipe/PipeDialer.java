package io.thriftplugins.transport.pipe;

import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.spi.ChannelConnection;
import io.thriftplugins.spi.TransportConnection;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Makes connections. A listener whose queue is full is tried again until the time is over. */
final class PipeDialer {

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final PipeDirectory directory;
    private final PipeDirectory own;
    private final Peers peers;

    /**
     * A dialler.
     *
     * @param directory where the pipe is
     * @param own where no other user can exchange a file of ours, on the same file system
     */
    PipeDialer(PipeDirectory directory, PipeDirectory own, Peers peers) {
        this.directory = directory;
        this.own = own;
        this.peers = peers;
    }

    TransportConnection connect(PipeEndpoint endpoint, Duration timeout) throws IOException {
        Path file = directory.file(endpoint);
        if (!Peers.CAN_BE_KNOWN) {
            throw Unavailable.toConnect(
                    endpoint, "this system can't tell which user is behind a pipe; use tcp://127.0.0.1:PORT", null);
        }
        SocketChannel channel = dial(endpoint, file, timeout);
        try {
            UserPrincipal user = Peers.of(channel);
            if (!user.equals(peers.self())) {
                throw Unavailable.toConnect(
                        endpoint,
                        "the process that listens on " + file + " runs as the user " + user + ", this one as "
                                + peers.self() + "; run both as the same user",
                        null);
            }
            return new ChannelConnection(channel, endpoint.toString());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private SocketChannel dial(PipeEndpoint endpoint, Path file, Duration timeout) throws IOException {
        long timeoutNanos = TimeUnit.NANOSECONDS.convert(timeout);
        long start = System.nanoTime();
        long pause = FIRST_PAUSE_NANOS;
        while (true) {
            if (Thread.currentThread().isInterrupted()) {
                throw new ClosedByInterruptException();
            }
            SocketChannel channel = attempt(endpoint, file);
            if (channel != null) {
                return channel;
            }
            long remaining = timeoutNanos - (System.nanoTime() - start);
            if (remaining <= 0) {
                throw new SocketTimeoutException("Timed out connecting to " + endpoint + " after " + timeout
                        + ": its queue of connections is full; is the process at the other end stopped?");
            }
            LockSupport.parkNanos(Math.min(pause, remaining));
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
        }
    }

    private @Nullable SocketChannel attempt(PipeEndpoint endpoint, Path file) throws IOException {
        Attempt attempt = endpoint.directory() == null ? Attempt.on(file) : attemptOnLink(endpoint, file);
        return switch (attempt.answer()) {
            case CONNECTED, BUSY -> attempt.channel();
            case MISSING ->
                throw Unavailable.toConnect(
                        endpoint,
                        "there is no " + file + "; is the process at the other end running, with the same TMPDIR?",
                        attempt.failure());
            case REFUSED ->
                throw Unavailable.toConnect(
                        endpoint,
                        "nobody listens on " + file + "; the process that did has ended, start it again",
                        attempt.failure());
            case FORBIDDEN ->
                throw Unavailable.toConnect(
                        endpoint,
                        "this user may not write to " + file + "; run both processes as the same user",
                        attempt.failure());
        };
    }

    /**
     * In a directory of its own a confined process could put a symbolic link to any socket of this user, and connect(2)
     * would follow it. So the file gets a second name where that process can't exchange it, which link(2) gives to a
     * symbolic link itself, not to what it leads to.
     */
    private Attempt attemptOnLink(PipeEndpoint endpoint, Path file) throws IOException {
        PrivateDirectory hidden = PrivateDirectory.forAMoment(own);
        try {
            Path link = hidden.socket();
            Files.createLink(link, file);
            if (!Files.readAttributes(link, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isOther()) {
                throw Unavailable.toConnect(
                        endpoint, file + " is no socket; the process that listened on it has replaced it", null);
            }
            return Attempt.on(link);
        } catch (NoSuchFileException gone) {
            return new Attempt(Attempt.Answer.MISSING, null, gone);
        } finally {
            hidden.delete();
        }
    }
}
