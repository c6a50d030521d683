package io.thriftplugins.transport.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.spi.TransportListener;
import io.thriftplugins.transport.tck.ChildJvm;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who can reach a socket file, and for how long it is there (checklist 68, 69). */
final class SocketFileTest {

    private static final PipeEndpoint ENDPOINT = new PipeEndpoint("file-test");

    @TempDir
    Path directory;

    @Test
    @DisplayName("only the owner may use the file (checklist 68)")
    void mode() throws IOException {
        try (TransportListener listener = transport().listen(ENDPOINT)) {
            assertThat(listener.endpoint()).isEqualTo(ENDPOINT);
            assertThat(mode(file())).isEqualTo(0140600);
        }
    }

    @Test
    @DisplayName("whatever is seen while pipes come and go under a umask of 0 is the owner's alone (checklist 68)")
    void modeAtEveryInstant() throws Exception {
        List<String> umask = List.of("/bin/sh", "-c", "umask 000; exec \"$@\"", "sh");
        Map<Integer, Integer> seen = new HashMap<>();
        try (ChildJvm child = Children.start(directory, umask, BindRepeatedly.class, "1000")) {
            while (child.process().isAlive()) {
                countModes(seen);
            }
            assertThat(child.awaitExit()).isZero();
        }
        assertThat(seen).containsOnlyKeys(0140600, 0040700);
        assertThat(seen.get(0140600)).as("Sockets seen").isGreaterThan(20);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    @DisplayName("the file is gone when the listener is closed (checklist 69)")
    void goneAfterClose() throws IOException {
        TransportListener listener = transport().listen(ENDPOINT);
        assertThat(file()).exists();

        listener.close();

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    @DisplayName("the file is gone when the thread that accepts was interrupted (checklist 69)")
    void goneAfterInterrupt() throws Exception {
        TransportListener listener = transport().listen(ENDPOINT);
        Thread accepting = new Thread(() -> {
            try {
                listener.accept().close();
            } catch (IOException expected) {
                Thread.currentThread().interrupt();
            }
        });
        accepting.start();

        accepting.interrupt();
        accepting.join();

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    @DisplayName("the file is gone when the JVM ends, by exit, by the end of main or by SIGTERM (checklist 69)")
    void goneAfterExit() throws Exception {
        try (ChildJvm exits = Children.start(directory, HoldPipe.class, "exits");
                ChildJvm returns = Children.start(directory, HoldPipe.class, "returns");
                ChildJvm terminated = Children.start(directory, HoldPipe.class, "terminated")) {
            for (ChildJvm child : List.of(exits, returns, terminated)) {
                child.awaitLine("listening");
            }
            assertThat(directory).isDirectoryContaining("glob:**exits").isDirectoryContaining("glob:**terminated");

            exits.process().getOutputStream().write('x');
            exits.process().getOutputStream().flush();
            returns.process().getOutputStream().close();
            // The process itself would also close the standard input, which is another way to end.
            terminated.process().toHandle().destroy();

            assertThat(exits.awaitExit()).isEqualTo(3);
            assertThat(returns.awaitExit()).isZero();
            assertThat(terminated.awaitExit()).as("128 + SIGTERM").isEqualTo(143);
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    @DisplayName("a JVM that ends while one of its threads makes a socket leaves no directory (checklist 40)")
    void nothingHalfMadeAfterExit() throws Exception {
        try (ChildJvm child = Children.start(directory, HoldDirectory.class, "")) {
            child.awaitLine("made");
            assertThat(directory).isNotEmptyDirectory();
            child.process().getOutputStream().close();

            assertThat(child.awaitExit()).isZero();
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    @DisplayName("a JVM that ends while one of its threads goes on making sockets leaves nothing (checklist 40, 69)")
    void nothingMadeDuringExit() throws Exception {
        List<ChildJvm> children = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                children.add(Children.start(directory, BindUntilEnd.class, ""));
            }
            for (ChildJvm child : children) {
                child.awaitLine("binding");
                child.process().getOutputStream().close();
            }
            for (ChildJvm child : children) {
                assertThat(child.awaitExit()).isZero();
            }
        } finally {
            children.forEach(ChildJvm::close);
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    @DisplayName("a file that has become someone else's is not removed (checklist 69)")
    void othersFileStays() throws IOException {
        TransportListener listener = transport().listen(ENDPOINT);
        Files.delete(file());
        try (TransportListener other = transport().listen(ENDPOINT)) {
            listener.close();

            assertThat(file()).exists();
            assertThat(other.endpoint()).isEqualTo(ENDPOINT);
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    @DisplayName("closing is harmless when the file was removed by hand (checklist 69)")
    void removedByHand() throws IOException {
        TransportListener listener = transport().listen(ENDPOINT);
        Files.delete(file());

        listener.close();

        assertThat(directory).isEmptyDirectory();
    }

    private void countModes(Map<Integer, Integer> seen) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                try {
                    seen.merge(mode(file), 1, Integer::sum);
                } catch (NoSuchFileException gone) {
                    assertThat(gone).hasMessageContaining(directory.toString());
                }
            }
        }
    }

    private static int mode(Path file) throws IOException {
        return (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    }

    private PipeTransport transport() {
        return new PipeTransport(new PipeDirectory(directory));
    }

    private Path file() {
        return directory.resolve("CoreFxPipe_" + ENDPOINT.name());
    }
}
