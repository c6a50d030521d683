package io.thriftplugins.rpc;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginAttachment;
import io.thriftplugins.PluginException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/** Asks a plugin without a host to register with another one, by {@code TakeOver_Begin} and {@code TakeOver}. */
public final class TakeOverCall {

    static final String BEGIN = "TakeOver_Begin";
    static final String FINISH = "TakeOver";

    private static final Result<byte[]> BYTES = new Result<>(TType.STRING, false, (in, values) -> bytes(in));

    private static final SecureRandom RANDOM = new SecureRandom();

    private TakeOverCall() {}

    static byte[] bytes(FrameProtocol in) throws TException {
        ByteBuffer read = in.readBinary();
        byte[] bytes = new byte[read.remaining()];
        read.get(bytes);
        return bytes;
    }

    static void writeBytes(FrameProtocol out, int field, byte[] bytes) throws TException {
        out.field(TType.STRING, field);
        out.writeBinary(ByteBuffer.wrap(bytes));
    }

    /**
     * Asks. Blocks until the plugin has registered and is ready.
     *
     * @param rpc what is shared
     * @param plugin where it listens, and what it must know
     * @param host where it is to register
     * @param token with which token
     * @param timeout how long to wait
     * @param ended whether the plugin's process has ended, so that nobody will listen any more
     * @throws PluginException if the plugin can't be reached, doesn't know the secret, or refuses
     */
    public static void make(
            Rpc rpc, PluginAttachment plugin, Endpoint host, String token, Duration timeout, BooleanSupplier ended) {
        long until = Clock.after(timeout);
        String name = "plugin '" + plugin.pluginName() + "'";
        OutboundConnection connection = rpc.dial(plugin.endpoint(), name, until, ended);
        try {
            byte[] nonce = new byte[TakeOverProof.NONCE];
            RANDOM.nextBytes(nonce);
            byte[] answer = connection.call(
                    new MethodName(Services.PLUGIN, BEGIN), (out, values) -> writeBytes(out, 1, nonce), BYTES, until);
            @Nullable TakeOverProof proof = TakeOverProof.read(plugin.secret(), nonce, answer);
            if (proof == null) {
                throw new PluginException(
                        ErrorCode.TAKE_OVER_REFUSED,
                        "What answers at " + plugin.endpoint() + " doesn't know the secret of the " + name
                                + "; is the attachment that of another launch?");
            }
            long pid = ProcessHandle.current().pid();
            byte[] own = proof.ofHost(host.toString(), token, pid);
            ArgumentWriter arguments = (out, values) -> {
                writeBytes(out, 1, own);
                out.stringField(2, host.toString());
                out.stringField(3, token);
                out.i64Field(4, pid);
            };
            connection.call(new MethodName(Services.PLUGIN, FINISH), arguments, Result.VOID, until);
        } finally {
            connection.close();
        }
    }
}
