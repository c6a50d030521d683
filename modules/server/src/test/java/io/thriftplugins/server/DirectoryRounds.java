package io.thriftplugins.server;

import io.thriftplugins.SocketEndpoint;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;

/** A host that makes directories for plugins and removes them, in two threads, and finds each of them untouched. */
final class DirectoryRounds {

    private DirectoryRounds() {}

    /** Its argument is the number of rounds. */
    public static void main(String[] args) throws Exception {
        run(Integer.parseInt(args[0]));
    }

    static void run(int rounds) throws Exception {
        List<FutureTask<Boolean>> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            var thread = new FutureTask<>(() -> {
                for (int round = 0; round < rounds; round++) {
                    makeAndRemove();
                }
                return true;
            });
            threads.add(thread);
            new Thread(thread).start();
        }
        for (FutureTask<Boolean> thread : threads) {
            thread.get();
        }
    }

    private static void makeAndRemove() {
        try (TemporaryDirectory directory = TemporaryDirectory.create(new SocketEndpoint("127.0.0.1", 1))) {
            if (!Files.isDirectory(directory.path())) {
                throw new AssertionError("Somebody has removed " + directory.path());
            }
        }
    }
}
