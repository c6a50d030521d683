package io.thriftplugins;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A named pipe, {@code net.pipe://127.0.0.1/NAME}: a Unix domain socket file, or a Windows named pipe (contract 1.3).
 *
 * @param name the pipe's name: one path segment, taken verbatim, percent signs too; not {@code .} or {@code ..}, and
 *     without {@code /}, {@code \}, {@code ?}, {@code #} or control characters
 * @param directory where this process finds the socket file, for peers that have a directory of their own; null for
 *     where everybody looks, and otherwise on the same file system as that. It is no part of the URI, since each side
 *     sees its own file system
 */
public record PipeEndpoint(String name, @Nullable Path directory) implements Endpoint {

    /** The scheme of pipes. */
    public static final String SCHEME = "net.pipe";

    /**
     * Checks the name.
     *
     * @throws PluginException with {@link ErrorCode#INVALID_ENDPOINT} if the name is no single path segment
     */
    public PipeEndpoint {
        if (name.isEmpty()) {
            throw EndpointParser.invalid(SCHEME + "://127.0.0.1/", "the pipe has no name");
        }
        boolean dots = name.equals(".") || name.equals("..");
        if (dots || name.chars().anyMatch(c -> "/\\?#".indexOf(c) >= 0 || Character.isISOControl(c))) {
            throw EndpointParser.invalid(
                    SCHEME + "://127.0.0.1/" + name,
                    "a pipe's name is not '.' or '..' and holds no '/', '\\', '?', '#' or control characters");
        }
    }

    /**
     * A pipe where everybody looks for pipes.
     *
     * @param name the pipe's name
     * @throws PluginException with {@link ErrorCode#INVALID_ENDPOINT} if the name is no single path segment
     */
    public PipeEndpoint(String name) {
        this(name, null);
    }

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public String toString() {
        return SCHEME + "://127.0.0.1/" + name;
    }
}
