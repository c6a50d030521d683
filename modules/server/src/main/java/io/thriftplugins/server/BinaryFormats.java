package io.thriftplugins.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The formats that this Linux executes beyond its own, such as programs for other processors through an emulator: the
 * kernel's <a href="https://docs.kernel.org/admin-guide/binfmt-misc.html">binfmt_misc</a>.
 */
final class BinaryFormats {

    private static final Path REGISTERED = Path.of("/proc/sys/fs/binfmt_misc");

    private BinaryFormats() {}

    /** Whether a registered format handles a file that begins with the given bytes. */
    static boolean handle(Path file, byte[] head) {
        try (Stream<Path> formats = Files.list(REGISTERED)) {
            return formats.anyMatch(format -> handles(format, file, head));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean handles(Path format, Path file, byte[] head) {
        try {
            List<String> lines = Files.readAllLines(format);
            return lines.contains("enabled") && matches(lines, file, head);
        } catch (IOException | IllegalArgumentException e) {
            // The control file "register" can only be written to.
            return false;
        }
    }

    /** An entry has an {@code extension}, or a {@code magic} at an {@code offset}, perhaps with a {@code mask}. */
    static boolean matches(List<String> entry, Path file, byte[] head) {
        Map<String, String> keys = new HashMap<>();
        for (String line : entry) {
            String[] parts = line.split(" ", 2);
            keys.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        String extension = keys.get("extension");
        if (extension != null) {
            return file.toString().endsWith(extension);
        }
        String hex = keys.get("magic");
        if (hex == null) {
            return false;
        }
        byte[] magic = HexFormat.of().parseHex(hex);
        String maskHex = keys.get("mask");
        byte[] mask = maskHex == null ? null : HexFormat.of().parseHex(maskHex);
        int offset = Integer.parseInt(keys.getOrDefault("offset", "0"));
        if (offset + magic.length > head.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            int difference = head[offset + i] ^ magic[i];
            if ((mask == null ? difference : difference & mask[i]) != 0) {
                return false;
            }
        }
        return true;
    }
}
