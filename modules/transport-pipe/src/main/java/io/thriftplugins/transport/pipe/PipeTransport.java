package io.thriftplugins.transport.pipe;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.PluginException;
import io.thriftplugins.spi.TransportConnection;
import io.thriftplugins.spi.TransportListener;
import io.thriftplugins.spi.TransportProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pipes: Unix domain sockets under the names that .NET gives to its named pipes (contract 1.3).
 *
 * <p>Both sides talk to processes of their own user only; not even root is an exception, for a process that runs as
 * root and meets a stranger's socket has the most to lose.
 *
 * <p>On Windows there are no pipes for the JVM: it has Unix domain sockets, but neither modes that protect the file nor
 * a way to ask for the peer's user, and .NET's named pipes are something else. Listening and connecting fail there with
 * {@code ENDPOINT_UNAVAILABLE}; the socket transport takes their place.
 */
public final class PipeTransport implements TransportProvider {

    private static final Logger LOG = LoggerFactory.getLogger(PipeTransport.class);

    /** As many as the contract's names have after their prefix (contract 1.2). */
    private static final int RANDOM_CHARACTERS = 12;

    private final PipeDirectory directory;
    private final Peers peers;

    /** The transport for the directory where all programs of this machine look for pipes. Touches nothing yet. */
    public PipeTransport() {
        this(PipeDirectory.fromEnvironment());
    }

    PipeTransport(PipeDirectory directory) {
        this.directory = directory;
        this.peers = new Peers(directory);
    }

    @Override
    public String scheme() {
        return PipeEndpoint.SCHEME;
    }

    @Override
    public Endpoint newEndpoint(String prefix) {
        return new PipeEndpoint(prefix + RandomName.ofLength(RANDOM_CHARACTERS));
    }

    @Override
    public TransportListener listen(Endpoint endpoint) throws IOException {
        PipeEndpoint pipe = pipe(endpoint);
        return new PipeBinder(directoryOf(pipe), peers).listen(pipe);
    }

    @Override
    public TransportConnection connect(Endpoint endpoint, Duration timeout) throws IOException {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("A timeout is more than zero, not " + timeout);
        }
        PipeEndpoint pipe = pipe(endpoint);
        return new PipeDialer(directoryOf(pipe), directory, peers).connect(pipe, timeout);
    }

    private PipeDirectory directoryOf(PipeEndpoint endpoint) {
        return endpoint.directory() == null ? directory : new PipeDirectory(endpoint.directory());
    }

    @Override
    public boolean isLocal(Endpoint endpoint) {
        pipe(endpoint);
        return true;
    }

    /** A listener takes a dead one's place, and leaves nothing when it is closed. */
    @Override
    public void cleanUp(Endpoint endpoint) {
        // An interrupt of the thread that learns of the plugin's end would close the files that this needs.
        boolean interrupted = Thread.interrupted();
        try {
            PipeEndpoint pipe = pipe(endpoint);
            if (Files.exists(directoryOf(pipe).file(pipe), LinkOption.NOFOLLOW_LINKS)) {
                listen(endpoint).close();
            }
        } catch (IOException | PluginException e) {
            LOG.debug("Nothing was removed at {}: {}", endpoint, e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static PipeEndpoint pipe(Endpoint endpoint) {
        if (endpoint instanceof PipeEndpoint pipe) {
            return pipe;
        }
        throw new PluginException(
                ErrorCode.INVALID_ENDPOINT, "'" + endpoint + "' is no pipe; write net.pipe://127.0.0.1/NAME");
    }
}
