package io.thriftplugins.server;

import java.io.IOException;
import java.nio.file.Path;

/** A program that removes the directory that its argument names. */
final class RemoveDirectory {

    private RemoveDirectory() {}

    public static void main(String[] args) throws IOException {
        SafeRemoval.of(Path.of(args[0]), DirectoryLock.FILE);
    }
}
