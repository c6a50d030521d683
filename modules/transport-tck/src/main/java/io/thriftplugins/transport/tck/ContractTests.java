package io.thriftplugins.transport.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.Endpoint;
import io.thriftplugins.spi.TransportConnection;
import io.thriftplugins.spi.TransportListener;
import io.thriftplugins.spi.TransportProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the parts of the contract have in common: they open things, which are closed after each test. */
abstract class ContractTests {

    /** So long that only a transport that hangs takes longer. */
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final TransportContract contract;
    private final TransportProvider transport;
    private final Deque<AutoCloseable> opened = new ConcurrentLinkedDeque<>();
    private List<String> traces = List.of();

    ContractTests(TransportContract contract) {
        this.contract = contract;
        this.transport = contract.transport();
    }

    @BeforeEach
    final void look() {
        traces = contract.traces();
    }

    @AfterEach
    final void closeAll() throws Exception {
        for (AutoCloseable next = opened.poll(); next != null; next = opened.poll()) {
            next.close();
        }
        assertThat(contract.traces())
                .as("What the transport leaves behind")
                .containsExactlyInAnyOrderElementsOf(traces);
    }

    final TransportContract contract() {
        return contract;
    }

    final TransportProvider transport() {
        return transport;
    }

    final TransportListener listen() throws IOException {
        return listen(transport.newEndpoint("tck-"));
    }

    final TransportListener listen(Endpoint endpoint) throws IOException {
        return closedLater(transport.listen(endpoint));
    }

    final TransportConnection dial(TransportListener listener) throws IOException {
        return closedLater(transport.connect(listener.endpoint(), TIMEOUT));
    }

    final TransportConnection accept(TransportListener listener) throws IOException {
        return closedLater(listener.accept());
    }

    /** A connection, seen from both ends. */
    record Pair(TransportConnection dialled, TransportConnection accepted) {}

    final Pair connect() throws IOException {
        return connect(listen());
    }

    final Pair connect(TransportListener listener) throws IOException {
        // Transports hold connections that wait, so that one thread is enough; but a contract that nobody states.
        Task<TransportConnection> accepting = start(() -> accept(listener));
        TransportConnection dialled = dial(listener);
        return new Pair(dialled, accepting.result());
    }

    /** Runs something in a thread of its own, which has ended when the test is over. */
    final <T> Task<T> start(Callable<T> work) {
        Task<T> task = new Task<>(work);
        // Behind the connections, whose end is what ends it.
        opened.addLast(task);
        return task;
    }

    final <T extends AutoCloseable> T closedLater(T resource) {
        opened.push(resource);
        return resource;
    }
}
