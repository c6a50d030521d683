package io.thriftplugins.server;

import java.util.List;

/**
 * A command that a plugin's process is started through: {@code nice}, {@code systemd-run --user --scope},
 * {@code bwrap}, a container. The plugin's own command line is appended to it. The wrapper gets the environment and
 * the standard streams that the plugin would, and has to hand them on.
 *
 * <p>What is started is then the wrapper: its pid is the plugin's for the host, signals go to it, and its exit code
 * counts. So it should stay until the plugin ends, as all of these do. Whatever the wrapper starts is ended with it.
 *
 * <p>The host decides which prefix a plugin has; a plugin's directory can't. Variables that a {@code plugin.properties}
 * adds are set behind the prefix, with {@code /usr/bin/env}, so that they don't reach the wrapper.
 *
 * @see Bubblewrap
 */
@FunctionalInterface
public interface LaunchPrefix {

    /**
     * The prefix for one launch. Called for each, on the thread that loads the plugin.
     *
     * @param launch what is launched
     * @return the wrapper's program, a path or a name on the {@code PATH}, and its arguments
     */
    List<String> words(LaunchDetails launch);

    /**
     * Whether the plugin doesn't see the host's processes or its directory of temporary files. Then it is told no pid
     * to watch ({@code --parent-pid=0}); it learns from the end of its standard input that the host is gone. And it
     * gets a {@code TMPDIR} of its own, which exists as long as the plugin does, and where both find each other's
     * pipes.
     *
     * @return false unless told otherwise
     */
    default boolean isolates() {
        return false;
    }

    /**
     * A prefix that is always the same, for wrappers that leave processes and files visible.
     *
     * @param words the wrapper's program and its arguments, at least one
     * @return the prefix
     */
    static LaunchPrefix of(String... words) {
        List<String> fixed = List.of(words);
        if (fixed.isEmpty() || fixed.get(0).isBlank()) {
            throw new IllegalArgumentException("A launch prefix begins with a program, not with " + fixed);
        }
        return launch -> fixed;
    }

    /**
     * A prefix that {@link #isolates}.
     *
     * @param prefix makes the words; has to make {@link LaunchDetails#temporary()} visible at the same path, writable,
     *     and on top of it {@link LaunchDetails#hostPipe()}, read-only
     * @return the prefix
     */
    static LaunchPrefix isolating(LaunchPrefix prefix) {
        return new LaunchPrefix() {
            @Override
            public List<String> words(LaunchDetails launch) {
                return prefix.words(launch);
            }

            @Override
            public boolean isolates() {
                return true;
            }
        };
    }
}
