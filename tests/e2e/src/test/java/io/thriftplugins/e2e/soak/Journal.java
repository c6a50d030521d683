package io.thriftplugins.e2e.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the host knows of the calls of one plugin, and what the plugin has written of them. What a process has written
 * is in the file even if it is killed in the next moment.
 */
final class Journal {

    /** How often a call may have been executed. */
    enum Times {
        NEVER,
        ONCE,
        AT_MOST_ONCE
    }

    private final Path file;
    private final Map<Long, Times> calls = new ConcurrentHashMap<>();

    Journal(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    void expect(long id, Times times) {
        calls.put(id, times);
    }

    /** What doesn't agree. To be called when the plugin has ended; then the file is gone, unless a call comes late. */
    List<String> check() {
        List<String> faults = new ArrayList<>();
        read().forEach((id, count) -> {
            Times times = calls.remove(id);
            if (times == null) {
                faults.add("call " + id + " was executed though nobody made it");
            } else if (times == Times.NEVER || count > 1) {
                faults.add("call " + id + " was executed " + count + " times, not " + times);
            }
        });
        calls.forEach((id, times) -> {
            if (times == Times.ONCE) {
                faults.add("call " + id + " was answered though it was never executed");
            }
        });
        return faults;
    }

    private Map<Long, Integer> read() {
        try {
            Map<Long, Integer> counts = new ConcurrentHashMap<>();
            if (Files.exists(file)) {
                ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
                while (bytes.remaining() >= Long.BYTES) {
                    counts.merge(bytes.getLong(), 1, Integer::sum);
                }
                Files.delete(file);
            }
            return counts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
