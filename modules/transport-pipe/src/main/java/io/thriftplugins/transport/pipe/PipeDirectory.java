package io.thriftplugins.transport.pipe;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.PluginException;
import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Where the socket files are, and under which names.
 *
 * @param path an absolute path
 */
record PipeDirectory(Path path) {

    /** What .NET puts before a pipe's name (contract 1.3). */
    static final String FILE_PREFIX = "CoreFxPipe_";

    /** The JDK rejects longer paths; it leaves two bytes of the system's {@code sun_path} unused. */
    private static final int LONGEST_PATH =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac") ? 102 : 106;

    /** What the JDK encodes paths with. */
    private static final Charset PATH_ENCODING = Charset.forName(
            System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name()));

    /**
     * As .NET does: {@code TMPDIR}, otherwise {@code /tmp} (contract 1.3); {@code java.io.tmpdir} ignores the former.
     */
    static PipeDirectory fromEnvironment() {
        String directory = System.getenv("TMPDIR");
        return new PipeDirectory(Path.of(directory == null || directory.isEmpty() ? "/tmp" : directory)
                .toAbsolutePath());
    }

    /** The socket file of an endpoint, whether it exists or not. */
    Path file(PipeEndpoint endpoint) {
        Path file;
        try {
            file = path.resolve(FILE_PREFIX + endpoint.name());
        } catch (InvalidPathException e) {
            throw new PluginException(
                    ErrorCode.INVALID_ENDPOINT,
                    "'" + endpoint + "' is no endpoint: its name can't be a file's in the encoding " + PATH_ENCODING
                            + "; use ASCII letters",
                    e);
        }
        int length = file.toString().getBytes(PATH_ENCODING).length;
        if (length > LONGEST_PATH) {
            throw new PluginException(
                    ErrorCode.ENDPOINT_UNAVAILABLE,
                    "The path of " + endpoint + " is too long for a Unix domain socket: " + file + " has " + length
                            + " bytes, the limit is " + LONGEST_PATH
                            + "; choose a shorter name, or set the environment variable TMPDIR to a shorter directory");
        }
        return file;
    }
}
