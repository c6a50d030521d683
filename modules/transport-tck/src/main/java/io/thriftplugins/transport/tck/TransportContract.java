package io.thriftplugins.transport.tck;

import io.thriftplugins.spi.TransportProvider;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What every transport has to do. A transport's test extends this class and is complete with one method:
 *
 * <pre>{@code
 * class PigeonTransportTest extends TransportContract {
 *     protected TransportProvider transport() {
 *         return new PigeonTransport();
 *     }
 * }
 * }</pre>
 *
 * <p>The test of exhausted file descriptors starts a process, which finds the transport by its scheme through
 * {@link java.util.ServiceLoader} on the class path, so that the transport needs its {@code META-INF/services} file
 * there.
 */
@Timeout(120)
public abstract class TransportContract {

    /** For subclasses. */
    protected TransportContract() {}

    /**
     * Makes the transport.
     *
     * @return the transport under test
     */
    protected abstract TransportProvider transport();

    /**
     * What the transport has outside this process at this moment, such as files. Compared before and after each test.
     *
     * @return a name for each thing; empty if the transport has none
     */
    protected List<String> traces() {
        return List.of();
    }

    /**
     * How many connections a listener may hold that nobody has accepted. From there on a dialler has to wait; the tests
     * of the connect timeout open one more than that.
     *
     * @return a generous upper limit; 0 if there is no limit, which skips those tests
     */
    protected int mostConnectionsThatWait() {
        return 5_000;
    }

    /**
     * Whether listeners accept connections ahead, in threads of their own, so that {@code accept()} only waits for what
     * is there. Such a listener doesn't tell its caller that the process has no file descriptor left.
     *
     * @return false unless overridden
     */
    protected boolean acceptsAhead() {
        return false;
    }

    /**
     * How many connections to open and close in search of leaks.
     *
     * @return 10,000 unless overridden, by a transport for instance that does so much for each that the test would take
     *     minutes; 1,000 or more
     */
    protected int connectionsToOpen() {
        return 10_000;
    }

    @Nested
    @DisplayName("Bytes")
    final class Bytes extends BytesContract {
        Bytes() {
            super(TransportContract.this);
        }
    }

    @Nested
    @DisplayName("Half close")
    final class HalfClose extends HalfCloseContract {
        HalfClose() {
            super(TransportContract.this);
        }
    }

    @Nested
    @DisplayName("Closing a connection")
    final class Closing extends ClosingContract {
        Closing() {
            super(TransportContract.this);
        }
    }

    @Nested
    @DisplayName("Interrupts")
    final class Interrupts extends InterruptContract {
        Interrupts() {
            super(TransportContract.this);
        }
    }

    @Nested
    @DisplayName("Connecting")
    final class Connecting extends ConnectingContract {
        Connecting() {
            super(TransportContract.this);
        }
    }

    @Nested
    @DisplayName("Listening")
    final class Listening extends ListeningContract {
        Listening() {
            super(TransportContract.this);
        }
    }

    @Nested
    @DisplayName("Endpoints")
    final class Endpoints extends EndpointContract {
        Endpoints() {
            super(TransportContract.this);
        }
    }

    @Nested
    @Isolated("It counts what the whole process has open.")
    @DisplayName("Resources")
    final class Resources extends ResourceContract {
        Resources() {
            super(TransportContract.this);
        }
    }
}
