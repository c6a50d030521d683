package io.thriftplugins.rpc;

import static io.thriftplugins.rpc.ScriptedConnection.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.Limits;
import java.util.HexFormat;
import java.util.Map;
import org.apache.thrift.TException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The messages whose bytes contract 1.5 gives, as this module's own codec writes and reads them. */
final class GoldenBytesTest {

    private static final String CALL_PLUGIN_READY = "00000033 80010001 0000001b"
            + "706c7567696e732d6d616e616765723a506c7567696e5265616479 00000001 0a0001 0000000000000005 00";
    private static final String VOID_REPLY = "00000018 80010002 0000000b 506c7567696e5265616479 00000001 00";
    private static final String CALL_SERVE = "00000019 80010001 0000000c 706c7567696e3a5365727665 00000002 00";

    private final DeadlineWatcher watcher = new DeadlineWatcher("test-deadlines");
    private final ScriptedConnection transport = new ScriptedConnection();

    @AfterEach
    void stop() {
        watcher.close();
    }

    @Test
    void callOfPluginReady() {
        transport.supply(VOID_REPLY);
        outbound()
                .call(
                        new MethodName(Services.HOST, "PluginReady"),
                        (out, values) -> out.i64Field(1, 5),
                        Result.VOID,
                        Clock.NEVER);

        assertWritten(CALL_PLUGIN_READY);
    }

    @Test
    void secondCallWithoutArguments() {
        transport.supply("00000012 80010002 00000005 5365727665 00000001 00");
        transport.supply("00000012 80010002 00000005 5365727665 00000002 00");
        OutboundConnection connection = outbound();
        for (int i = 0; i < 2; i++) {
            connection.call(new MethodName(Services.PLUGIN, "Serve"), ArgumentWriter.NONE, Result.VOID, Clock.NEVER);
        }

        transport.nextWrite();
        assertWritten(CALL_SERVE);
    }

    @Test
    void voidReplyCarriesTheBareName() throws Exception {
        transport.supply(CALL_PLUGIN_READY);
        var token = new long[1];
        RpcMethod ready = (in, values, session) -> {
            StructReader fields = new StructReader(in);
            while (fields.next()) {
                token[0] = in.readI64();
            }
            return () -> null;
        };
        var frames = new FrameConnection(transport, Limits.DEFAULT, watcher);
        var table = new ServiceTable(Map.of(Services.HOST, Map.of("PluginReady", ready)));
        var session = new Session("test", "", () -> {}, () -> true, space -> {});
        frames.read();

        assertThat(new CallServer(frames, Limits.DEFAULT, table, session, () -> {}).serve())
                .isTrue();
        assertThat(token).containsExactly(5);
        assertWritten(VOID_REPLY);
    }

    @Test
    void callOfAFunctionHasEveryFieldOfTheContract() throws TException {
        FrameBuffer buffer = Encoded.buffer();
        var out = new FrameProtocol(buffer);
        ((ArgumentWriter) (o, v) -> {
                    o.i64Field(1, 0);
                    CallFunctionMethod.arguments("ADD", java.util.List.of(2, 3), Map.of(), -1)
                            .write(o, v);
                })
                .write(out, new ValueCodec(out, Limits.DEFAULT));

        assertThat(HexFormat.of().formatHex(buffer.array(), 0, buffer.end()))
                .isEqualTo(("0a0001 0000000000000000 0b0002 00000003 414444 0c0003 0d0001 0b0c 00000000"
                                + "0f0002 0c 00000002 0a0002 0000000000000002 00 0a0002 0000000000000003 00 00"
                                + "080004 ffffffff")
                        .replace(" ", ""));
    }

    private OutboundConnection outbound() {
        return new OutboundConnection(transport, Limits.DEFAULT, watcher, "peer");
    }

    private void assertWritten(String hex) {
        assertThat(transport.nextWrite()).isEqualTo(bytes(hex));
    }
}
