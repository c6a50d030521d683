package io.thriftplugins.thrift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.thrift.TBase;
import org.apache.thrift.TException;
import org.apache.thrift.TMultiplexedProcessor;
import org.apache.thrift.TServiceClient;
import org.apache.thrift.protocol.TMultiplexedProtocol;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TMemoryBuffer;
import org.junit.jupiter.api.Test;

/** The messages whose bytes contract section 1.5 gives, frame header included. */
final class GoldenBytesTest {

    private static final String CALL_PLUGIN_READY = "00000033" + "80010001"
            + "0000001b" + "706c7567696e732d6d616e616765723a506c7567696e5265616479" + "00000001"
            + "0a0001" + "0000000000000005" + "00";
    private static final String VOID_REPLY =
            "00000018" + "80010002" + "0000000b" + "506c7567696e5265616479" + "00000001" + "00";
    private static final String CALL_SERVE =
            "00000019" + "80010001" + "0000000c" + "706c7567696e3a5365727665" + "00000002" + "00";

    private final TMemoryBuffer sent = Loopback.emptyBuffer();

    GoldenBytesTest() throws TException {}

    @Test
    void callOfPluginReady() throws TException {
        new PluginsManager.Client(multiplexed("plugins-manager")).send_PluginReady(5);

        assertThat(Loopback.hex(sent)).isEqualTo(CALL_PLUGIN_READY);
    }

    @Test
    void replyOfVoidCarriesTheBareMethodName() throws TException {
        var handler = Handler.returning(Optional.empty());
        var processor = new TMultiplexedProcessor();
        processor.registerProcessor("plugins-manager", Service.PLUGINS_MANAGER.processorOf(handler));

        processor.process(Loopback.protocol(Loopback.bytes(CALL_PLUGIN_READY)), Loopback.protocol(sent));

        assertThat(handler.arguments()).containsExactly(5L);
        assertThat(Loopback.hex(sent)).isEqualTo(VOID_REPLY);
    }

    @Test
    void callOfServeByAPeerThatKnowsOnlyTheContract() throws TException {
        new ContractOnlyHost(multiplexed("plugin"), 1).callServe(new Plugin.Shutdown_result());

        assertThat(Loopback.hex(sent)).isEqualTo(CALL_SERVE);
    }

    @Test
    void ourServeReadsTheCallWithoutTokenAndKnowsThatItIsAbsent() throws TException {
        var arguments = new Plugin.Serve_args();
        read(CALL_SERVE, arguments);

        assertThat(arguments.isSetToken()).isFalse();
        assertThat(arguments.getToken()).isZero();
    }

    /** The token is one more field before the end of the arguments, and changes nothing else but the frame's length. */
    @Test
    void ourCallOfServeOnlyAddsAFieldThatOthersSkip() throws TException {
        new ContractOnlyHost(multiplexed("plugin"), 1).callServe(new Plugin.Serve_args(7));
        var call = Loopback.hex(sent);

        assertThat(call).isEqualTo("00000024" + CALL_SERVE.substring(8, 56) + "0a0064" + "0000000000000007" + "00");

        var ours = new Plugin.Serve_args();
        read(call, ours);
        assertThat(ours).isEqualTo(new Plugin.Serve_args(7));
        var others = new Plugin.Shutdown_result();
        read(call, others);
        assertThat(others).isEqualTo(new Plugin.Shutdown_result());
    }

    private TProtocol multiplexed(String service) throws TException {
        return new TMultiplexedProtocol(Loopback.protocol(sent), service);
    }

    private static void read(String call, TBase<?, ?> arguments) throws TException {
        var bytes = Loopback.bytes(call);
        var protocol = Loopback.protocol(bytes);
        protocol.readMessageBegin();
        arguments.read(protocol);
        protocol.readMessageEnd();
        assertThat(bytes.read(new byte[1], 0, 1)).as("bytes left over").isZero();
    }

    /** Calls {@code Serve} with arguments of its choice; those of the contract are an empty struct. */
    private static final class ContractOnlyHost extends TServiceClient {

        ContractOnlyHost(TProtocol protocol, int lastSequenceId) {
            super(protocol);
            seqid_ = lastSequenceId;
        }

        void callServe(TBase<?, ?> arguments) throws TException {
            sendBase("Serve", arguments);
        }
    }
}
