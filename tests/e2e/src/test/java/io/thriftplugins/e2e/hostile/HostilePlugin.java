package io.thriftplugins.e2e.hostile;

import io.thriftplugins.Endpoint;
import io.thriftplugins.e2e.kit.Sockets;
import io.thriftplugins.thrift.Function;
import io.thriftplugins.thrift.PluginData;
import io.thriftplugins.thrift.PluginsManager;
import io.thriftplugins.thrift.RegistrationResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.transport.TMemoryInputTransport;

/** A plugin that registers as it should, and answers the host's calls with whatever comes to its mind. */
final class HostilePlugin implements AutoCloseable {

    private final ServerSocketChannel listener;
    private final RawConnection connection;
    private final long token;
    private final SplittableRandom random;
    private final Mutations mutations;

    HostilePlugin(Endpoint host, String registrationToken, SplittableRandom random) throws IOException, TException {
        this.random = random;
        this.mutations = new Mutations(random);
        String name = "qcatp-hostile-" + Long.toHexString(random.nextLong());
        listener = Sockets.listen(host, name);
        Thread answering = new Thread(this::answerAll, "hostile");
        answering.setDaemon(true);
        answering.start();
        connection = new RawConnection(host);
        token = register(registrationToken, Sockets.uri(listener, name));
    }

    private long register(String registrationToken, String callback) throws IOException, TException {
        PluginData data = new PluginData(List.of(new Function("f(a?: any): any", "", false)), "hostile", "1");
        data.setFeatures(Set.of("shared-endpoint", "object-functions", "error-code", "binary-values", "services"));
        Message message = new Message();
        message.protocol().writeMessageBegin(new TMessage("plugins-manager:RegisterPlugin", TMessageType.CALL, 1));
        new PluginsManager.RegisterPlugin_args(registrationToken, callback, data).write(message.protocol());
        byte[] answer = connection.call(message.framed());
        TBinaryProtocol in = new TBinaryProtocol(new TMemoryInputTransport(answer));
        in.readMessageBegin();
        PluginsManager.RegisterPlugin_result result = new PluginsManager.RegisterPlugin_result();
        result.read(in);
        if (result.getE() != null) {
            throw result.getE();
        }
        RegistrationResult success = result.getSuccess();
        return success.getToken();
    }

    long token() {
        return token;
    }

    private void answerAll() {
        try {
            while (true) {
                SocketChannel channel = listener.accept();
                Thread thread = new Thread(() -> answer(channel), "hostile");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private void answer(SocketChannel channel) {
        try (channel) {
            while (true) {
                ByteBuffer header = ByteBuffer.allocate(Integer.BYTES);
                fill(channel, header);
                ByteBuffer call = ByteBuffer.allocate(header.flip().getInt());
                fill(channel, call);
                byte[] answer = next(sequence(call.array()));
                if (answer.length == 0) {
                    return;
                }
                channel.write(ByteBuffer.wrap(answer));
            }
        } catch (IOException | TException e) {
            // The host has had enough.
        }
    }

    private static void fill(SocketChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new IOException("The end");
            }
        }
    }

    private static int sequence(byte[] call) throws TException {
        return new TBinaryProtocol(new TMemoryInputTransport(call)).readMessageBegin().seqid;
    }

    private synchronized byte[] next(int sequence) throws TException {
        Message message = new Message();
        byte type = random.nextInt(10) == 0 ? TMessageType.EXCEPTION : TMessageType.REPLY;
        message.protocol()
                .writeMessageBegin(
                        new TMessage("CallFunction", type, random.nextInt(20) == 0 ? random.nextInt() : sequence));
        switch (random.nextInt(12)) {
            case 0 -> {
                return new byte[0];
            }
            case 1 -> deepException(message.protocol());
            default ->
                new WildValues(random, message.protocol(), null)
                        .struct(WildCalls.fields("io.thriftplugins.thrift.QueryCatIO$CallFunction_result"), 0);
        }
        byte[] frame = message.framed();
        return random.nextInt(4) == 0 ? mutations.mutate(frame) : frame;
    }

    /** An error with a cause with a cause with a cause. */
    private static void deepException(TBinaryProtocol out) throws TException {
        byte struct = org.apache.thrift.protocol.TType.STRUCT;
        out.writeFieldBegin(new org.apache.thrift.protocol.TField("", struct, (short) 1));
        for (int i = 0; i < 50_000; i++) {
            out.writeFieldBegin(new org.apache.thrift.protocol.TField("", struct, (short) 6));
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
        if (listener.getLocalAddress() instanceof java.net.UnixDomainSocketAddress file) {
            java.nio.file.Files.deleteIfExists(file.getPath());
        }
        listener.close();
    }
}
