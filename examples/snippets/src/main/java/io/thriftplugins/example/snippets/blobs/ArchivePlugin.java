package io.thriftplugins.example.snippets.blobs;

import io.thriftplugins.Blob;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/** Gives blobs away, and works with those of its host. */
public final class ArchivePlugin implements Plugin {

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("archive")
                .version("1.0")
                // Nothing of the file is read before the host asks; when it closes the blob, the file is closed.
                .function("open(file: string): blob", call -> Blob.of(Path.of(call.getString("file"))))
                .function("checksum(data: blob): integer", call -> checksum(call.getBlob("data")))
                .function("report(to: blob)", call -> {
                    try (Blob to = call.getBlob("to");
                            OutputStream out = to.openOutput(0)) {
                        out.write("all is well".getBytes(StandardCharsets.UTF_8));
                    }
                    return null;
                });
    }

    private static long checksum(Blob blob) throws IOException {
        CRC32 checksum = new CRC32();
        // Reads ahead: no round trip for each buffer, however large the blob is.
        try (blob;
                InputStream in = new CheckedInputStream(blob.openStream(), checksum)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return checksum.getValue();
    }
}
