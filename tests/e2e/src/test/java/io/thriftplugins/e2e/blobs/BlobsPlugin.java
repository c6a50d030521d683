package io.thriftplugins.e2e.blobs;

import io.thriftplugins.Blob;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A plugin that gives its blobs and uses those of its host. */
public final class BlobsPlugin implements Plugin {

    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private final CountDownLatch interrupted = new CountDownLatch(1);

    /** For the loader. */
    public BlobsPlugin() {}

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("blobs")
                .version("1")
                .function("pattern(size: integer): blob", call -> new Pattern(call.getLong("size")))
                .function(
                        "text(text: string): blob",
                        call -> Blob.of(call.getString("text").getBytes(StandardCharsets.UTF_8))
                                .withName("text.txt")
                                .withContentType("text/plain"))
                .function("file(path: string): blob", call -> Blob.of(Path.of(call.getString("path"))))
                .function("output(path: string): blob", call -> Blob.writable(Path.of(call.getString("path"))))
                .function("empty(): blob", call -> Blob.writable())
                .function("watched(): blob", call -> new Watched(10_000_000))
                .function("broken(from: integer): blob", call -> new Broken(call.getLong("from")))
                .function("hanging(): blob", call -> new Hanging())
                .function("closed(): integer", call -> closed.get())
                .function("reads(): integer", call -> reads.get())
                .function("interrupted(): boolean", call -> interrupted.getCount() == 0)
                .function("echo(value: any): any", call -> call.get(0))
                .function("describe(data: blob): array", call -> {
                    try (Blob data = call.getBlob("data")) {
                        return List.of(data.name(), data.contentType(), data.length());
                    }
                })
                .function("check(data: blob, offset: integer = 0): integer", call -> {
                    try (Blob data = call.getBlob("data");
                            InputStream stream = data.openStream(call.getLong("offset"))) {
                        return Pattern.check(stream, call.getLong("offset"));
                    }
                })
                .function("write(data: blob, offset: integer, size: integer)", call -> {
                    try (Blob data = call.getBlob("data");
                            OutputStream out = data.openOutput(call.getLong("offset"))) {
                        out.write(Pattern.bytes(call.getLong("offset"), (int) call.getLong("size")));
                    }
                    return null;
                })
                .function("bytes(data: blob): integer", call -> call.getBytes("data").length);
    }

    /** Counts its reads and its end. */
    private final class Watched implements Blob {

        private final Pattern content;

        Watched(long length) {
            content = new Pattern(length);
        }

        @Override
        public long length() {
            return content.length();
        }

        @Override
        public int read(long offset, ByteBuffer target) {
            reads.incrementAndGet();
            return content.read(offset, target);
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    /** Can't be read from somewhere on. */
    private record Broken(long from) implements Blob {

        @Override
        public long length() {
            return Long.MAX_VALUE;
        }

        @Override
        public int read(long offset, ByteBuffer target) throws IOException {
            if (offset + target.remaining() > from) {
                throw new IOException("The disk is full of holes");
            }
            return new Pattern(from).read(offset, target);
        }
    }

    /** Whose third piece never comes, which is the first one that is read ahead. */
    private final class Hanging implements Blob {

        static final long READABLE = 700_000;

        @Override
        public long length() {
            return 1L << 30;
        }

        @Override
        public int read(long offset, ByteBuffer target) throws IOException {
            if (offset >= READABLE) {
                reads.incrementAndGet();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw new IOException(e);
                }
            }
            return new Pattern(READABLE).read(offset, target);
        }
    }
}
