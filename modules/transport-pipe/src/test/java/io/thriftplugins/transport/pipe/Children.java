package io.thriftplugins.transport.pipe;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.thriftplugins.transport.tck.ChildJvm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Starts the programs that stand beside the tests. */
final class Children {

    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

    /** The user {@code nobody}, or whoever has this number; only that it is another one matters. */
    private static final String OTHER = "65534";

    private Children() {}

    /** A process of ours that looks for pipes in a directory. */
    static ChildJvm start(Path directory, Class<?> main, String argument) throws IOException {
        return start(directory, Collections.emptyList(), main, argument);
    }

    static ChildJvm start(Path directory, List<String> wrapper, Class<?> main, String argument) throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(ChildJvm.command(main, List.of(argument)));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("TMPDIR", directory.toString());
        return ChildJvm.start(builder);
    }

    /**
     * A process of another user; the test is skipped where that can't be had. Its class must need nothing but the JDK.
     */
    static ChildJvm startAsOther(Path readable, Class<?> main, Path file) throws IOException {
        copy(main, readable);
        return ChildJvm.start(new ProcessBuilder(
                SETPRIV.toString(),
                "--reuid=" + OTHER,
                "--regid=" + OTHER,
                "--clear-groups",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                readable.toString(),
                main.getName(),
                file.toString()));
    }

    /** Skips the test where they can't; on the build server that is a failure. */
    static void assumeOtherUsersCanBeHad(Path own) throws IOException {
        if (!Files.getAttribute(own, "unix:uid").equals(0) || !Files.isExecutable(SETPRIV)) {
            String reason = "Only root can start a process of another user, with setpriv";
            Object unused = "true".equals(System.getenv("CI")) ? fail(reason) : abort(reason);
        }
    }

    /** Where other users can look for pipes, as in the system's own directory for such things. */
    static Path sharedDirectory(Path parent) throws IOException {
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path shared = Files.createDirectory(parent.resolve("shared"));
        Files.setAttribute(shared, "unix:mode", 01777);
        return shared;
    }

    private static void copy(Class<?> main, Path directory) throws IOException {
        String file = main.getName().replace('.', '/') + ".class";
        Path target = directory.resolve(file);
        Files.createDirectories(target.getParent());
        try (InputStream in = main.getResourceAsStream("/" + file)) {
            Files.copy(in, target);
        }
    }
}
