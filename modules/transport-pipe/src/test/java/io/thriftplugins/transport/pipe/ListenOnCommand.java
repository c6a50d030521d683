package io.thriftplugins.transport.pipe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.PluginException;
import io.thriftplugins.spi.TransportListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/**
 * A program that listens on the pipe with the name given at each line {@code listen} that it reads, says {@code won} or
 * {@code lost}, and closes at each line {@code close}.
 */
final class ListenOnCommand {

    private ListenOnCommand() {}

    public static void main(String[] args) throws IOException {
        PipeTransport transport = new PipeTransport();
        PipeEndpoint endpoint = new PipeEndpoint(args[0]);
        TransportListener listener = null;
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        System.out.println("running");
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            if (command.equals("listen")) {
                try {
                    listener = transport.listen(endpoint);
                    System.out.println("result won");
                } catch (PluginException e) {
                    listener = null;
                    System.out.println("result lost: " + e.getMessage());
                }
            } else {
                if (listener != null) {
                    listener.close();
                }
                System.out.println("closed");
            }
        }
    }
}
