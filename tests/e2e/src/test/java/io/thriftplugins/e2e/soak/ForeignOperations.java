package io.thriftplugins.e2e.soak;

import io.thriftplugins.Blob;
import io.thriftplugins.RowCursor;
import io.thriftplugins.RowSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** Calls of the examples in Node.js and Go, which do what their own tests say and don't note what they execute. */
final class ForeignOperations {

    /** The name and content of the file that they are given. */
    static final String FILE = "words.txt";

    /** The directory that it is in, alone. */
    static final String FILES = "files";

    static final String CONTENT = "words of many kinds\n".repeat(2_000);

    private ForeignOperations() {}

    /** The example in Node.js asks the host whether the text is taken. */
    static Result slugify(OneCall call) {
        Object slug = call.plugin().call("slugify", "Call " + call.id());
        call.check(Objects.equals(slug, "call-" + call.id()), "got " + slug);
        return Result.ANSWERED_UNCOUNTED;
    }

    static Result gzip(OneCall call) throws IOException {
        String file =
                call.life().journal().file().resolveSibling(FILES).resolve(FILE).toString();
        try (Blob blob = (Blob) Objects.requireNonNull(call.plugin().call("gzip", file));
                InputStream stream = new GZIPInputStream(blob.openStream())) {
            return content(call, stream);
        }
    }

    static Result sha256(OneCall call) throws NoSuchAlgorithmException {
        String text = "call " + call.id();
        byte[] wanted = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        Object got = call.plugin().call("sha256", text);
        call.check(HexFormat.of().formatHex(wanted).equals(got), "got " + got);
        return Result.ANSWERED_UNCOUNTED;
    }

    static Result file(OneCall call) throws IOException {
        try (Blob blob = (Blob) Objects.requireNonNull(call.plugin().call("file", FILES + "/" + FILE));
                InputStream stream = blob.openStream()) {
            return content(call, stream);
        }
    }

    static Result files(OneCall call) {
        try (RowSet files = (RowSet) Objects.requireNonNull(call.plugin().call("files", FILES));
                RowCursor row = files.read()) {
            call.check(row.next() && FILE.equals(row.get(0)), "another file");
        }
        return Result.ANSWERED_UNCOUNTED;
    }

    private static Result content(OneCall call, InputStream stream) throws IOException {
        String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        call.check(text.equals(CONTENT), "got " + text.length() + " bytes");
        return Result.ANSWERED_UNCOUNTED;
    }
}
