package io.thriftplugins.transport.pipe;

import java.io.IOException;

/** A program that listens and closes as often as its argument says, under a new name each time. */
final class BindRepeatedly {

    private BindRepeatedly() {}

    public static void main(String[] args) throws IOException {
        PipeTransport transport = new PipeTransport();
        for (int i = 0; i < Integer.parseInt(args[0]); i++) {
            transport.listen(transport.newEndpoint("mode-")).close();
        }
    }
}
