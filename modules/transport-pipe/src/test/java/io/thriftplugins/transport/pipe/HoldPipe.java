package io.thriftplugins.transport.pipe;

import io.thriftplugins.Endpoint;
import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.spi.TransportListener;
import java.io.IOException;

/**
 * A program that listens on the pipe with the name given, in the directory that its environment names, says so, and
 * waits for a byte on its standard input: {@code x} ends it through {@code System.exit}, anything else lets main
 * return. In neither case it closes the listener.
 */
final class HoldPipe {

    private HoldPipe() {}

    public static void main(String[] args) throws IOException {
        Endpoint endpoint = new PipeEndpoint(args[0]);
        TransportListener listener = new PipeTransport().listen(endpoint);
        System.out.println("listening on " + listener.endpoint());
        if (System.in.read() == 'x') {
            System.exit(3);
        }
    }
}
