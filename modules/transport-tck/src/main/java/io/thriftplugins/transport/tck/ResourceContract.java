package io.thriftplugins.transport.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.thriftplugins.PluginException;
import io.thriftplugins.spi.TransportConnection;
import io.thriftplugins.spi.TransportListener;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Nothing leaks, and running out of something is survived (checklist 70). */
abstract class ResourceContract extends ContractTests {

    private static final int MEGABYTE = 1 << 20;

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    ResourceContract(TransportContract contract) {
        super(contract);
    }

    @Test
    @DisplayName(
            "connections by the thousands, opened, used and closed, leave no descriptor and no thread (checklist 70)")
    void thousandsOfConnections() throws IOException {
        try (TransportListener listener = transport().listen(transport().newEndpoint("tck-"))) {
            useConnections(listener, 100);
            int descriptors = descriptors();
            int threads = Thread.getAllStackTraces().size();

            useConnections(listener, contract().connectionsToOpen());

            assertThat(Thread.getAllStackTraces()).hasSizeLessThanOrEqualTo(threads + 1);
            assertDescriptors(descriptors);
        }
    }

    @Test
    @DisplayName(
            "1,000 listeners, opened and closed with a connection that nobody accepts, leave nothing (checklist 70)")
    void thousandListeners() throws IOException {
        useListeners(10);
        int descriptors = descriptors();

        useListeners(1_000);

        assertDescriptors(descriptors);
    }

    @Test
    @DisplayName("connections that fail leave nothing (checklist 70)")
    void thousandFailures() throws IOException {
        TransportListener listener = transport().listen(transport().newEndpoint("tck-"));
        listener.close();
        failToConnect(listener, 10);
        int descriptors = descriptors();

        failToConnect(listener, 1_000);

        assertDescriptors(descriptors);
    }

    @Test
    @DisplayName("a large message in heap buffers costs no direct memory that stays")
    void directMemoryStaysSmall() throws IOException {
        Pair pair = connect();
        byte[] bytes = new byte[64 * MEGABYTE];
        Task<Long> writing = start(() -> {
            Data.send(pair.dialled(), bytes);
            return directMemory();
        });
        long before = directMemory();

        Data.receive(pair.accepted(), bytes.length);

        assertThat(writing.result() - before).isLessThan(4 * MEGABYTE);
        assertThat(directMemory() - before).isLessThan(4 * MEGABYTE);
    }

    @Test
    @DisplayName("a listener survives that the process has no file descriptor left")
    void noDescriptorLeft() throws Exception {
        assumeTrue(Files.isDirectory(DESCRIPTORS), "Descriptors can be limited");
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -n 128; exec \"$@\"", "sh"));
        command.addAll(ChildJvm.command(
                DescriptorExhaustion.class,
                List.of(transport().scheme(), Boolean.toString(contract().acceptsAhead()))));
        try (ChildJvm child = ChildJvm.start(new ProcessBuilder(command))) {
            child.awaitLine("refused");
            child.awaitLine("accepted");
            assertThat(child.awaitExit()).isZero();
        }
    }

    private void useConnections(TransportListener listener, int count) throws IOException {
        byte[] bytes = {1, 2, 3};
        for (int i = 0; i < count; i++) {
            try (TransportConnection dialled = transport().connect(listener.endpoint(), TIMEOUT);
                    TransportConnection accepted = listener.accept()) {
                Data.send(dialled, bytes);
                assertThat(Data.receive(accepted, bytes.length)).isEqualTo(bytes);
            }
        }
    }

    private void useListeners(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            try (TransportListener listener = transport().listen(transport().newEndpoint("tck-"))) {
                transport().connect(listener.endpoint(), TIMEOUT).close();
            }
        }
    }

    private void failToConnect(TransportListener closed, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            try (TransportConnection connection = transport().connect(closed.endpoint(), TIMEOUT)) {
                throw new AssertionError("Connected to " + connection.peer());
            } catch (PluginException expected) {
                assertThat(expected).hasMessageContaining(closed.endpoint().toString());
            }
        }
    }

    private static long directMemory() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    /** How many descriptors are open; 0 where the system doesn't tell. */
    private static int descriptors() throws IOException {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return 0;
        }
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return (int) open.count();
        }
    }

    /**
     * The JVM itself closes some late, and opens others for a moment: whoever has seen the number of before once has
     * seen that nothing of the test's is left.
     */
    private static void assertDescriptors(int before) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        int now = descriptors();
        while (now > before && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            now = descriptors();
        }
        assertThat(now).as("Open file descriptors").isLessThanOrEqualTo(before);
    }
}
