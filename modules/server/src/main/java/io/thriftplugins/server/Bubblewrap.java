package io.thriftplugins.server;

import io.thriftplugins.PluginException;
import io.thriftplugins.SocketEndpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Confines a plugin with bubblewrap, {@code bwrap(1)}, of which Debian and others have a package; Linux only. The
 * plugin sees its own files and the system's programs and libraries, all of them read-only, and of the host nothing but
 * its pipe: no network, no other processes, no home directories, no temporary files but its own, no devices but {@code
 * /dev/null} and the like. It has no capabilities, and dies when the host does. Immutable: the other methods return
 * copies.
 *
 * <p>The host has to listen on a pipe. The process inherits the host's environment unless
 * {@link PluginSource#withEnvironment} says otherwise; to hide that as well is a good idea.
 *
 * <p>A process that is terminated through bubblewrap is killed at once: it can clean up when it is asked to end, and
 * not later.
 */
public final class Bubblewrap implements LaunchPrefix {

    /** Programs and libraries of the system, and where the loader finds them. */
    private static final List<String> SYSTEM = List.of(
            "/usr",
            "/bin",
            "/sbin",
            "/lib",
            "/lib32",
            "/lib64",
            "/etc/alternatives",
            "/etc/ld.so.cache",
            "/etc/localtime");

    private final boolean network;
    private final List<String> binds;

    private Bubblewrap(boolean network, List<String> binds) {
        this.network = network;
        this.binds = binds;
    }

    /**
     * The strictest confinement.
     *
     * @return the prefix
     */
    public static Bubblewrap confined() {
        return new Bubblewrap(false, List.of());
    }

    /**
     * Lets the plugin read a file or directory.
     *
     * @param path an existing one; it is at the same place for the plugin
     * @return a copy
     */
    public Bubblewrap readable(Path path) {
        return bind("--ro-bind", path);
    }

    /**
     * Lets the plugin read and change a file or directory.
     *
     * @param path an existing one; it is at the same place for the plugin
     * @return a copy
     */
    public Bubblewrap writable(Path path) {
        return bind("--bind", path);
    }

    /**
     * Lets the plugin use the host's network. It can then connect to whatever listens on the machine, also to sockets
     * that have abstract names instead of files.
     *
     * @return a copy
     */
    public Bubblewrap withNetwork() {
        return new Bubblewrap(true, binds);
    }

    private Bubblewrap bind(String option, Path path) {
        String text = path.toAbsolutePath().toString();
        return new Bubblewrap(
                network,
                Stream.concat(binds.stream(), Stream.of(option, text, text)).toList());
    }

    @Override
    public boolean isolates() {
        return true;
    }

    @Override
    public List<String> words(LaunchDetails launch) {
        if (!network && launch.endpoint() instanceof SocketEndpoint) {
            throw refused("A confined plugin without a network can't connect to " + launch.endpoint()
                    + "; let the server listen on a pipe, or allow the network");
        }
        List<String> words = new ArrayList<>(List.of("bwrap", "--unshare-all"));
        if (network) {
            words.add("--share-net");
            words.addAll(List.of("--ro-bind-try", "/etc/resolv.conf", "/etc/resolv.conf"));
        }
        // A session of its own: otherwise it could type into the host's terminal (bwrap(1), CVE-2017-5226).
        words.addAll(List.of("--die-with-parent", "--new-session", "--cap-drop", "ALL"));
        words.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/dev/shm", "--tmpfs", "/tmp"));
        SYSTEM.forEach(path -> words.addAll(List.of("--ro-bind-try", path, path)));
        launch.readable().forEach(path -> words.addAll(List.of("--ro-bind", path.toString(), path.toString())));
        words.addAll(binds);
        String temporary = launch.temporary().toString();
        words.addAll(List.of("--bind", temporary, temporary, "--setenv", "HOME", temporary));
        // Its own directory holds a second name of the host's socket, whose mode the plugin could change for everybody.
        launch.hostPipe().ifPresent(pipe -> words.addAll(List.of("--ro-bind", pipe.toString(), pipe.toString())));
        // Last, when all is in its place: what bubblewrap makes to put things into is writable otherwise.
        words.addAll(List.of("--remount-ro", "/dev", "--remount-ro", "/"));
        Path directory = launch.workingDirectory();
        words.addAll(List.of("--chdir", directory == null ? "/" : directory.toString(), "--"));
        return words;
    }

    private static PluginException refused(String message) {
        return PluginOrigin.failure(message);
    }
}
