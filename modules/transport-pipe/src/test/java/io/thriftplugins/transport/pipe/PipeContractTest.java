package io.thriftplugins.transport.pipe;

import io.thriftplugins.spi.TransportProvider;
import io.thriftplugins.transport.tck.TransportContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** The contract of all transports, with pipes (checklist 60-65, 70). */
final class PipeContractTest extends TransportContract {

    @TempDir
    static Path directory;

    @Override
    protected TransportProvider transport() {
        return new PipeTransport(new PipeDirectory(directory));
    }

    @Override
    protected List<String> traces() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Path::toString).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
