package io.thriftplugins.rpc;

import io.thriftplugins.Endpoint;
import io.thriftplugins.SocketEndpoint;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A peer that sends whatever bytes a test wants, over a socket of its own. */
final class RawPeer implements AutoCloseable {

    private final Socket socket;
    private final DataInputStream in;

    RawPeer(Endpoint endpoint) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), ((SocketEndpoint) endpoint).port());
        socket.setSoTimeout(30_000);
        in = new DataInputStream(socket.getInputStream());
    }

    /** Bytes as they are. */
    RawPeer send(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** A message, given in hexadecimal digits, behind its length. */
    RawPeer sendFrame(String hex) throws IOException {
        return send(ScriptedConnection.frame(ScriptedConnection.bytes(hex)));
    }

    /** A call with that name, number 7, and those arguments in hexadecimal digits. */
    RawPeer call(String name, String arguments) throws IOException {
        return sendFrame("80010001" + text(name) + "00000007" + arguments);
    }

    /** A length and the text, in hexadecimal digits. */
    static String text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().toHexDigits(bytes.length) + HexFormat.of().formatHex(bytes);
    }

    /** The next message in hexadecimal digits. */
    String receive() throws IOException {
        byte[] message = new byte[in.readInt()];
        in.readFully(message);
        return HexFormat.of().formatHex(message);
    }

    /** Waits until the other side has closed the connection, without having said anything. */
    boolean isClosed() throws IOException {
        try {
            int next = in.read();
            if (next >= 0) {
                throw new AssertionError("The other side said something");
            }
            return true;
        } catch (EOFException | SocketException e) {
            return true;
        }
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
