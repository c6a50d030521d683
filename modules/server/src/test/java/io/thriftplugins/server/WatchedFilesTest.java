package io.thriftplugins.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Files of a watched plugin")
final class WatchedFilesTest {

    private static final Duration SETTLED = Duration.ofSeconds(2);
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    private Path directory;

    private Path jar;

    private final WatchedPlugin plugin = new WatchedPlugin("plugin");

    @BeforeEach
    void write() throws IOException {
        jar = Files.writeString(directory.resolve("plugin.jar"), "one");
    }

    @Test
    @DisplayName("are due once, when they have stayed as they are for the time to settle")
    void settled() throws IOException {
        assertThat(due(10 * SECOND)).isFalse();
        Files.writeString(jar, "one and a half");
        assertThat(due(11 * SECOND)).isFalse();
        assertThat(due(13 * SECOND - 1)).isFalse();
        assertThat(plugin.isPending()).isTrue();
        assertThat(due(13 * SECOND)).isTrue();
        assertThat(plugin.isPending()).isFalse();
        assertThat(due(14 * SECOND)).isFalse();
    }

    @Test
    @DisplayName("that are as before when they settle are not due")
    void backAgain() throws IOException {
        FileTime time = Files.getLastModifiedTime(jar);
        assertThat(due(0)).isFalse();
        assertThat(due(2 * SECOND)).isTrue();
        Files.writeString(jar, "something else");
        assertThat(due(3 * SECOND)).isFalse();
        Files.writeString(jar, "one");
        Files.setLastModifiedTime(jar, time);

        assertThat(due(4 * SECOND)).isFalse();
        assertThat(due(9 * SECOND)).isFalse();
    }

    @Test
    @DisplayName("have changed if another one of the same size and time was renamed over one")
    void renamed() throws IOException {
        FileStamp before = FileStamp.ofPlugin(jar);
        Path other = Files.writeString(directory.resolve("other"), "two");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(jar));
        Files.move(other, jar, StandardCopyOption.REPLACE_EXISTING);

        assertThat(FileStamp.ofPlugin(jar)).isNotEqualTo(before);
    }

    @Test
    @DisplayName("are also those in lib/ beside a JAR, and all in a directory, but no others")
    void whichFiles() throws IOException {
        FileStamp ofJar = FileStamp.ofPlugin(jar);
        FileStamp ofDirectory = FileStamp.ofPlugin(directory);
        Files.writeString(directory.resolve("notes.txt"), "of no interest to the JAR");
        assertThat(FileStamp.ofPlugin(jar)).isEqualTo(ofJar);
        assertThat(FileStamp.ofPlugin(directory)).isNotEqualTo(ofDirectory);

        Files.writeString(Files.createDirectory(directory.resolve("lib")).resolve("library.jar"), "library");

        assertThat(FileStamp.ofPlugin(jar)).isNotEqualTo(ofJar);
    }

    @Test
    @DisplayName("that are gone are none")
    void gone() throws IOException {
        Files.delete(jar);

        assertThat(FileStamp.ofPlugin(jar)).isEqualTo(FileStamp.NONE);
    }

    @Test
    @DisplayName("of which a link leads back to where it is can be compared like others")
    void loop() throws IOException {
        Files.createSymbolicLink(
                Files.createDirectory(directory.resolve("inner")).resolve("up"), directory);
        Files.createSymbolicLink(directory.resolve("nowhere"), directory.resolve("missing"));
        FileStamp before = FileStamp.ofPlugin(directory);
        assertThat(FileStamp.ofPlugin(directory)).isEqualTo(before);

        Files.writeString(jar, "another one");

        assertThat(FileStamp.ofPlugin(directory)).isNotEqualTo(before);
    }

    @Test
    @DisplayName("are over when that they are gone was dealt with")
    void over() throws IOException {
        assertThat(due(0)).isFalse();
        assertThat(due(2 * SECOND)).isTrue();
        assertThat(plugin.isOver()).isFalse();
        Files.delete(jar);
        assertThat(due(3 * SECOND)).isFalse();
        assertThat(plugin.isOver()).isFalse();

        assertThat(due(5 * SECOND)).isTrue();

        assertThat(plugin.isOver()).isTrue();
    }

    @Test
    @DisplayName("are as young as the youngest of them, directories too")
    void age() throws IOException {
        Path library = Files.writeString(
                Files.createDirectory(directory.resolve("lib")).resolve("library.jar"), "x");
        Instant jarTime = Instant.parse("2020-01-01T00:00:00Z");
        Instant libraryTime = jarTime.plusSeconds(1);
        Instant directoryTime = jarTime.plusSeconds(2);
        Files.setLastModifiedTime(jar, FileTime.from(jarTime));
        Files.setLastModifiedTime(library, FileTime.from(libraryTime));
        Files.setLastModifiedTime(library.getParent(), FileTime.from(jarTime));
        assertThat(FileStamp.lastChange(jar)).isEqualTo(libraryTime);

        Files.setLastModifiedTime(library.getParent(), FileTime.from(directoryTime));

        assertThat(FileStamp.lastChange(jar)).isEqualTo(directoryTime);
        assertThat(FileStamp.lastChange(directory.resolve("missing"))).isAfter(directoryTime);
    }

    private boolean due(long nanoTime) {
        return plugin.isDue(FileStamp.ofPlugin(jar), SETTLED, nanoTime);
    }
}
