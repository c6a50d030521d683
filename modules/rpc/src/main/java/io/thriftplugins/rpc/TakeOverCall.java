package io.thriftplugins.rpc;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
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
     * @param pluginName for messages
     * @param callback where the plugin listens
     * @param secret what it must know
     * @param host where it is to register
     * @param token with which token
     * @param timeout how long to wait
     * @throws PluginException if the plugin can't be reached, doesn't know the secret, or refuses
     */
    public static void make(
            Rpc rpc,
            String pluginName,
            Endpoint callback,
            String secret,
            Endpoint host,
            String token,
            Duration timeout) {
        long until = Clock.after(timeout);
        OutboundConnection connection = rpc.dial(callback, "plugin '" + pluginName + "'", until, () -> false);
        try {
            byte[] nonce = new byte[TakeOverProof.NONCE];
            RANDOM.nextBytes(nonce);
            byte[] answer = connection.call(
                    new MethodName(Services.PLUGIN, BEGIN), (out, values) -> writeBytes(out, 1, nonce), BYTES, until);
            @Nullable TakeOverProof proof = TakeOverProof.read(secret, nonce, answer);
            if (proof == null) {
                throw new PluginException(
                        ErrorCode.TAKE_OVER_REFUSED,
                        "What answers at " + callback + " doesn't know the secret of the plugin '" + pluginName
                                + "'; is the attachment that of another launch?");
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
