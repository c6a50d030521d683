package io.thriftplugins.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.SocketEndpoint;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
@DisplayName("The directory of an isolated plugin")
class TemporaryDirectoryTest {

    private static final int ROUNDS = 300;

    @TempDir
    Path outside;

    @Test
    @DisplayName("is removed with links in it, not with what they lead to")
    void links() throws Exception {
        Path kept = Files.writeString(outside.resolve("kept"), "kept");
        TemporaryDirectory directory = TemporaryDirectory.create(new SocketEndpoint("127.0.0.1", 1));
        Path own = directory.path();
        Files.createSymbolicLink(own.resolve("file"), kept);
        Files.createSymbolicLink(own.resolve("directory"), outside);
        Files.createDirectories(own.resolve("a/b"));
        Files.createSymbolicLink(own.resolve("a/b/c"), outside);

        directory.close();

        assertThat(own.getParent()).doesNotExist();
        assertThat(kept).hasContent("kept");
    }

    @Test
    @DisplayName("is removed although it is deeper than paths are long")
    void deep() throws Exception {
        TemporaryDirectory directory = TemporaryDirectory.create(new SocketEndpoint("127.0.0.1", 1));
        String script =
                "name=$(printf %0100d 0); for level in $(seq 50); do mkdir $name && cd -P $name; done; : > file";
        Process shell = new ProcessBuilder("sh", "-c", script)
                .directory(directory.path().toFile())
                .inheritIO()
                .start();
        assertThat(shell.waitFor()).isZero();

        directory.close();

        assertThat(directory.path().getParent()).doesNotExist();
    }

    /** Root may change all, so a test that runs as root does without that right. */
    @Test
    @DisplayName("is removed although directories in it are read-only")
    void readOnly() throws Exception {
        Path inner = Files.createDirectories(outside.resolve("removed/top/middle/inner"));
        Files.writeString(inner.resolve("file"), "text");
        Path link = Files.createSymbolicLink(inner.resolve("link"), Files.createDirectory(outside.resolve("kept")));
        Set<PosixFilePermission> readOnly = PosixFilePermissions.fromString("r-xr-xr-x");
        for (Path directory = inner; !directory.endsWith("removed"); directory = directory.getParent()) {
            Files.setPosixFilePermissions(directory, readOnly);
        }
        Files.setPosixFilePermissions(outside.resolve("kept"), readOnly);
        List<String> command = new ArrayList<>();
        if (Files.getAttribute(outside, "unix:uid").equals(0)) {
            command.addAll(List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all"));
        }
        command.addAll(program(RemoveDirectory.class));
        command.add(outside.resolve("removed").toString());

        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();

        assertThat(outside.resolve("removed")).doesNotExist();
        assertThat(link).doesNotExist();
        assertThat(Files.getPosixFilePermissions(outside.resolve("kept"))).isEqualTo(readOnly);
    }

    private static List<String> program(Class<?> main) throws URISyntaxException {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("jdk.module.path") + File.pathSeparator + testClasses(),
                main.getName());
    }

    /** These tests are part of the module, so their classes stand on no path. */
    private static Path testClasses() throws URISyntaxException {
        return Path.of(RemoveDirectory.class
                        .getResource("RemoveDirectory.class")
                        .toURI())
                .resolve("../../../..")
                .normalize();
    }

    /** Each round has its chance that the directory becomes a link between a look at it and the removal. */
    @Test
    @DisplayName("is removed, and nothing else, also while somebody exchanges what is in it")
    void exchanged() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        Path victim = Files.createDirectory(outside.resolve("victim"));
        Path kept = Files.writeString(victim.resolve("kept"), "kept");
        Path parent = Files.createDirectory(outside.resolve("parent"));
        Thread attacker = new Thread(() -> {
            while (!ended.get()) {
                exchange(parent.resolve("t"), victim);
            }
        });
        attacker.start();
        try {
            for (int i = 0; i < ROUNDS && Files.exists(kept); i++) {
                Files.createDirectories(parent);
                try {
                    SafeRemoval.of(parent, DirectoryLock.FILE);
                } catch (IOException e) {
                    // Somebody writes to it meanwhile, so that something may be left.
                    assertThat(kept).exists();
                }
            }
        } finally {
            ended.set(true);
            attacker.join();
        }
        assertThat(kept).exists();
    }

    private static void exchange(Path name, Path victim) {
        try {
            Files.createDirectory(name);
            Files.createFile(name.resolve("kept"));
            Files.delete(name.resolve("kept"));
            Files.delete(name);
            Files.createSymbolicLink(name, victim);
            Files.delete(name);
        } catch (IOException removed) {
            Thread.onSpinWait();
        }
    }

    @Test
    @DisplayName("of a host that is gone is removed when the next one is made, and nobody else's")
    void abandoned() throws Exception {
        Path shared = TemporaryDirectory.shared();
        Path abandoned = Files.createTempDirectory(shared, "thrift-plugins-own-");
        Files.createFile(abandoned.resolve("lock"));
        Path open = Files.createTempDirectory(shared, "thrift-plugins-own-");
        Files.createFile(open.resolve("lock"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path linked = shared.resolve(
                "thrift-plugins-own-link-" + ProcessHandle.current().pid());
        Files.createFile(outside.resolve("lock"));
        Files.createSymbolicLink(linked, outside);
        Path unlocked = Files.createTempDirectory(shared, "thrift-plugins-own-");
        Files.createFile(unlocked.resolve("lock.new"));
        Files.setLastModifiedTime(unlocked, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
        Path fresh = Files.createTempDirectory(shared, "thrift-plugins-own-");
        TemporaryDirectory first = TemporaryDirectory.create(new SocketEndpoint("127.0.0.1", 1));
        try (TemporaryDirectory second = TemporaryDirectory.create(new SocketEndpoint("127.0.0.1", 1))) {
            await().until(() -> !Files.exists(abandoned) && !Files.exists(unlocked));
            // When another host has looked at all, so has this one at what was not to be removed.
            Path third = Path.of(output(NextHost.class));
            assertThat(fresh).as("which is being made").exists();
            assertThat(open).as("which others could have made").exists();
            assertThat(linked).isSymbolicLink();
            assertThat(outside.resolve("lock")).exists();
            assertThat(first.path()).as("whose host lives").exists();
            assertThat(second.path()).exists();
            TemporaryDirectory.create(new SocketEndpoint("127.0.0.1", 1)).close();
            await().until(() -> !Files.exists(third));
        } finally {
            first.close();
            Files.delete(linked);
            Files.delete(fresh);
            SafeRemoval.of(open, DirectoryLock.FILE);
        }
    }

    private static String output(Class<?> main) throws Exception {
        Process process = new ProcessBuilder(program(main))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output.strip();
    }

    @Test
    @DisplayName("is left alone by another host that makes one, and by its own")
    void living() throws Exception {
        TemporaryDirectory first = TemporaryDirectory.create(new SocketEndpoint("127.0.0.1", 1));
        TemporaryDirectory second = TemporaryDirectory.create(new SocketEndpoint("127.0.0.1", 1));
        Path abandoned = Path.of(output(NextHost.class));
        assertThat(first.path()).exists();
        assertThat(second.path()).exists();

        first.close();
        second.close();

        assertThat(first.path().getParent()).doesNotExist();
        assertThat(second.path().getParent()).doesNotExist();
        TemporaryDirectory.create(new SocketEndpoint("127.0.0.1", 1)).close();
        await().until(() -> !Files.exists(abandoned));
    }

    @Test
    @DisplayName("is left alone while it is made, by other threads and another host that make theirs")
    void parallel() throws Exception {
        List<String> command = new ArrayList<>(program(DirectoryRounds.class));
        command.add(Integer.toString(ROUNDS));
        Process other = new ProcessBuilder(command).inheritIO().start();
        try {
            DirectoryRounds.run(ROUNDS);
        } finally {
            assertThat(other.waitFor()).isZero();
        }
    }

    @Test
    @DisplayName("whose removal was broken off is found and removed by the next host")
    void brokenOff() throws Exception {
        Path shared = TemporaryDirectory.shared();
        Path half = Files.createTempDirectory(shared, "thrift-plugins-own-");
        Files.createFile(half.resolve("lock"));
        for (int i = 0; i < 3; i++) {
            Files.createDirectories(half.resolve("moved-" + i + "/inner"));
            Files.createDirectories(half.resolve("t/more-" + i));
        }
        TemporaryDirectory.create(new SocketEndpoint("127.0.0.1", 1)).close();

        await().until(() -> !Files.exists(half));
    }
}
