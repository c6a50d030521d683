package io.thriftplugins.example.snippets.blobs;

import io.thriftplugins.Blob;
import io.thriftplugins.PluginHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;

/** What a host does with a plugin that has blobs. */
public final class ArchiveHost {

    private ArchiveHost() {}

    /** Copies a file of the plugin; only a few pieces of it are in memory at any time. */
    public static long copy(PluginHandle plugin, String file, Path target) throws IOException {
        try (Blob blob = (Blob) Objects.requireNonNull(plugin.call("open", file));
                FileChannel out = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            return blob.transferTo(out);
        }
    }

    /** Reads in the middle of a file of the plugin, without the rest of it. */
    public static byte[] slice(PluginHandle plugin, String file, long offset, int count) throws IOException {
        try (Blob blob = (Blob) Objects.requireNonNull(plugin.call("open", file))) {
            ByteBuffer bytes = ByteBuffer.allocate(count);
            while (bytes.hasRemaining() && blob.read(offset + bytes.position(), bytes) >= 0) {
                // A read may give less than there is room for.
            }
            return Arrays.copyOf(bytes.array(), bytes.position());
        }
    }

    /** Passes bytes, and a place to write to: the plugin works on this side's blob. */
    public static String checkedReport(PluginHandle plugin, byte[] data) throws IOException {
        try (Blob report = Blob.writable()) {
            Object checksum = plugin.call("checksum", Blob.of(data));
            plugin.call("report", report);
            return checksum + " " + new String(report.readAllBytes(1000), StandardCharsets.UTF_8);
        }
    }
}
