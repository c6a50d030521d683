package io.thriftplugins;

/**
 * A named pipe, {@code net.pipe://127.0.0.1/NAME}: a Unix domain socket file, or a Windows named pipe (contract 1.3).
 *
 * @param name the pipe's name: one path segment, taken verbatim, percent signs too; not {@code .} or {@code ..}, and
 *     without {@code /}, {@code \}, {@code ?}, {@code #} or control characters
 */
public record PipeEndpoint(String name) implements Endpoint {

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

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public String toString() {
        return SCHEME + "://127.0.0.1/" + name;
    }
}
