package io.thriftplugins.e2e.attach;

import io.thriftplugins.Endpoint;
import io.thriftplugins.PluginAttachment;
import io.thriftplugins.e2e.kit.Sockets;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

/** Stands between a host and the plugin that it takes over, and loses the last answer, when the plugin has joined. */
final class MiddleMan implements AutoCloseable {

    /** The answer to TakeOver_Begin. */
    private static final int PASSED = 1;

    private final Endpoint plugin;
    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

    MiddleMan(Endpoint plugin) throws IOException {
        this.plugin = plugin;
        Thread thread = new Thread(this::serve, "middle-man");
        thread.setDaemon(true);
        thread.start();
    }

    /** The attachment, but that the way to the plugin leads through here. */
    static PluginAttachment at(Endpoint endpoint, PluginAttachment like) {
        return new PluginAttachment(
                like.pluginName(), endpoint, like.pid(), like.started(), like.launch(), like.secret());
    }

    Endpoint endpoint() {
        return Endpoint.parse("tcp://127.0.0.1:" + listener.getLocalPort());
    }

    private void serve() {
        try (Socket host = listener.accept();
                SocketChannel behind = Sockets.dial(plugin)) {
            DataInputStream answers = new DataInputStream(Channels.newInputStream(behind));
            DataOutputStream toHost = new DataOutputStream(host.getOutputStream());
            DataInputStream calls = new DataInputStream(host.getInputStream());
            DataOutputStream toPlugin = new DataOutputStream(Channels.newOutputStream(behind));
            for (int answered = 0; ; answered++) {
                toPlugin.write(frame(calls));
                byte[] answer = frame(answers);
                if (answered == PASSED) {
                    return;
                }
                toHost.write(answer);
            }
        } catch (IOException e) {
            // Whoever is at one end has ended.
        }
    }

    /** With its length. */
    private static byte[] frame(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] frame = new byte[Integer.BYTES + length];
        java.nio.ByteBuffer.wrap(frame).putInt(length);
        in.readFully(frame, Integer.BYTES, length);
        return frame;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
