package io.thriftplugins.transport.pipe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.PluginException;
import io.thriftplugins.spi.TransportConnection;
import io.thriftplugins.spi.TransportListener;
import io.thriftplugins.transport.tck.ChildJvm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What processes leave behind that were killed, and what living ones have (checklist 66). */
final class StaleFileTest {

    private static final PipeEndpoint ENDPOINT = new PipeEndpoint("stale-test");

    @TempDir
    Path directory;

    @Test
    @DisplayName("the file of a process that was killed is replaced (checklist 66)")
    void deadProcess() throws Exception {
        leaveStaleFile();

        try (TransportListener listener = transport().listen(ENDPOINT);
                TransportConnection dialled = transport().connect(ENDPOINT, Duration.ofSeconds(10));
                TransportConnection accepted = listener.accept()) {
            assertThat(dialled.isOpen()).isTrue();
            assertThat(accepted.isOpen()).isTrue();
        }
        assertThat(files()).isEmpty();
    }

    @Test
    @DisplayName(
            "the file of a killed process is removed where its endpoint says, a living one's is not (checklist 66)")
    void cleanedUp() throws Exception {
        leaveStaleFile();
        var elsewhere = new PipeTransport(new PipeDirectory(Files.createDirectory(directory.resolve("elsewhere"))));
        PipeEndpoint here = new PipeEndpoint(ENDPOINT.name(), directory);
        elsewhere.cleanUp(ENDPOINT);
        assertThat(Files.exists(file(), LinkOption.NOFOLLOW_LINKS)).isTrue();

        elsewhere.cleanUp(here);

        assertThat(Files.exists(file(), LinkOption.NOFOLLOW_LINKS)).isFalse();
        try (TransportListener living = transport().listen(ENDPOINT)) {
            elsewhere.cleanUp(here);
            transport().connect(living.endpoint(), Duration.ofSeconds(10)).close();
        }
    }

    @Test
    @DisplayName("to dial the file of a process that was killed fails at once and says so (checklist 66)")
    void dialDeadProcess() throws Exception {
        leaveStaleFile();

        assertThatThrownBy(() -> transport().connect(ENDPOINT, Duration.ofSeconds(60)))
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENDPOINT_UNAVAILABLE))
                .hasMessageContaining("nobody listens on " + file());
    }

    @Test
    @DisplayName("the file of a living process stays and works (checklist 66)")
    void livingProcess() throws Exception {
        try (ChildJvm child = Children.start(directory, HoldPipe.class, ENDPOINT.name())) {
            child.awaitLine("listening");

            assertThatThrownBy(() -> transport().listen(ENDPOINT))
                    .isInstanceOfSatisfying(
                            PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENDPOINT_UNAVAILABLE))
                    .hasMessageContaining("in use")
                    .hasMessageContaining(file().toString());

            transport().connect(ENDPOINT, Duration.ofSeconds(10)).close();
            assertThat(files()).containsExactly(file());
        }
    }

    @Test
    @DisplayName("of many processes that find a stale file one replaces it, and keeps it (checklist 66)")
    void processesRaceForStaleFile() throws Exception {
        leaveStaleFile();
        Path kept = Files.createLink(directory.resolve("kept"), file());
        try (ChildJvm first = Children.start(directory, ListenOnCommand.class, ENDPOINT.name());
                ChildJvm second = Children.start(directory, ListenOnCommand.class, ENDPOINT.name());
                ChildJvm third = Children.start(directory, ListenOnCommand.class, ENDPOINT.name())) {
            List<ChildJvm> racing = List.of(first, second, third);
            for (ChildJvm child : racing) {
                child.awaitLine("running");
            }
            for (int round = 0; round < 100; round++) {
                tell(racing, "listen");
                List<String> results = new ArrayList<>();
                for (ChildJvm child : racing) {
                    results.add(child.awaitLine("result"));
                }
                assertThat(results).filteredOn("result won"::equals).hasSize(1);
                assertThat(results)
                        .filteredOn(result -> result.contains("in use"))
                        .hasSize(2);
                transport().connect(ENDPOINT, Duration.ofSeconds(10)).close();
                tell(racing, "close");
                for (ChildJvm child : racing) {
                    child.awaitLine("closed");
                }
                Files.createLink(file(), kept);
            }
        }
        assertThat(files()).containsExactlyInAnyOrder(file(), kept);
    }

    @Test
    @DisplayName("of many threads that find a stale file one replaces it, and keeps it (checklist 66)")
    void threadsRaceForStaleFile() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            leaveStaleFile();
            Path kept = Files.createLink(directory.resolve("kept"), file());
            for (int round = 0; round < 100; round++) {
                List<Future<TransportListener>> racing = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    racing.add(threads.submit((Callable<TransportListener>) this::listenIfFree));
                }
                List<TransportListener> winners = new ArrayList<>();
                for (Future<TransportListener> one : racing) {
                    TransportListener listener = one.get();
                    if (listener != null) {
                        winners.add(listener);
                    }
                }
                assertThat(winners).hasSize(1);
                transport().connect(ENDPOINT, Duration.ofSeconds(10)).close();
                winners.get(0).close();
                Files.createLink(file(), kept);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("a file that is no socket stays (checklist 66)")
    void noSocket() throws IOException {
        Files.writeString(file(), "precious");

        assertThatThrownBy(() -> transport().listen(ENDPOINT))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("no socket")
                .hasMessageContaining(file().toString());
        assertThat(file()).hasContent("precious");
    }

    @Test
    @DisplayName("a symbolic link stays, wherever it leads (checklist 66)")
    void symbolicLink() throws IOException {
        Files.createSymbolicLink(file(), directory.resolve("elsewhere"));

        assertThatThrownBy(() -> transport().listen(ENDPOINT))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("no socket");
        assertThat(file()).isSymbolicLink();
    }

    @Test
    @DisplayName("private directories that were left behind are removed, fresh ones and others' files are not")
    void abandonedDirectories() throws IOException {
        Path abandoned = Files.createDirectory(directory.resolve(".tp-ABCDEF"));
        Files.createFile(abandoned.resolve("s"));
        Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minus(Duration.ofMinutes(2))));
        Path lock = Files.createFile(directory.resolve(".tp-CoreFxPipe_x.lock"));
        Files.setLastModifiedTime(lock, FileTime.fromMillis(0));
        Path fresh = Files.createDirectory(directory.resolve(".tp-GHIJKL"));
        Path similar = Files.createFile(directory.resolve(".tp-MNOPQR"));
        Files.setLastModifiedTime(similar, FileTime.fromMillis(0));

        transport().listen(ENDPOINT).close();

        assertThat(files()).containsExactlyInAnyOrder(fresh, similar);
    }

    private static void tell(List<ChildJvm> children, String command) throws IOException {
        for (ChildJvm child : children) {
            OutputStream input = child.process().getOutputStream();
            input.write((command + "\n").getBytes(UTF_8));
            input.flush();
        }
    }

    private void leaveStaleFile() throws Exception {
        try (ChildJvm child = Children.start(directory, HoldPipe.class, ENDPOINT.name())) {
            child.awaitLine("listening");
            child.process().destroyForcibly();
            assertThat(child.awaitExit()).isNotZero();
        }
        assertThat(files()).containsExactly(file());
    }

    private TransportListener listenIfFree() throws IOException {
        try {
            return transport().listen(ENDPOINT);
        } catch (PluginException e) {
            assertThat(e).hasMessageContaining("in use");
            return null;
        }
    }

    private PipeTransport transport() {
        return new PipeTransport(new PipeDirectory(directory));
    }

    private Path file() {
        return directory.resolve("CoreFxPipe_" + ENDPOINT.name());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
