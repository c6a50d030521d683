package io.thriftplugins.transport.pipe;

import io.thriftplugins.PluginException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A program that listens and closes in a thread of its own for as long as that is allowed, says so after the first
 * time, and ends when its standard input does.
 */
final class BindUntilEnd {

    private BindUntilEnd() {}

    public static void main(String[] args) throws IOException {
        Thread binding = new Thread(BindUntilEnd::bind);
        binding.setDaemon(true);
        binding.start();
        System.exit(System.in.read() < 0 ? 0 : 1);
    }

    private static void bind() {
        PipeTransport transport = new PipeTransport();
        try {
            transport.listen(transport.newEndpoint("end-")).close();
            System.out.println("binding");
            while (true) {
                new PipeTransport().listen(transport.newEndpoint("end-")).close();
            }
        } catch (PluginException refused) {
            System.out.println(refused.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
