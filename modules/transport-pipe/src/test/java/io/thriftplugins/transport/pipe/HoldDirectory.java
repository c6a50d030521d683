package io.thriftplugins.transport.pipe;

import java.io.IOException;

/**
 * A program that makes a private directory as for a new socket, says so, and ends when its standard input does, as a
 * program ends whose other threads are making one.
 */
final class HoldDirectory {

    private HoldDirectory() {}

    public static void main(String[] args) throws IOException {
        PrivateDirectory directory = PrivateDirectory.create(PipeDirectory.fromEnvironment());
        System.out.println("made " + directory.path());
        System.exit(System.in.read() < 0 ? 0 : 1);
    }
}
