package io.thriftplugins.thrift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.thrift.TBase;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.junit.jupiter.api.Test;

/** The messages that the page for authors of plugins shows are real ones, byte for byte. */
final class HandshakePageTest {

    private static final Path PAGE = Stubs.REPOSITORY.resolve("docs/handshake.md");
    private static final Pattern MESSAGE = Pattern.compile("```hex\\n(.*?)```", Pattern.DOTALL);

    /** Calls by their name on the wire, replies by the method's name. */
    private static final Map<String, Supplier<TBase<?, ?>>> STRUCTS = Map.of(
            "plugins-manager:PluginReady", PluginsManager.PluginReady_args::new,
            "PluginReady", PluginsManager.PluginReady_result::new,
            "plugins-manager:RegisterPlugin", PluginsManager.RegisterPlugin_args::new,
            "plugin:CallFunction", QueryCatIO.CallFunction_args::new,
            "CallFunction", QueryCatIO.CallFunction_result::new,
            "plugin:Serve", Plugin.Serve_args::new);

    @Test
    void everyMessageIsCompleteAndIsWrittenAsItStandsThere() throws IOException, TException {
        List<String> messages = MESSAGE.matcher(Files.readString(PAGE))
                .results()
                .map(HandshakePageTest::withoutBlanks)
                .toList();

        assertThat(messages).hasSize(7);
        for (String message : messages) {
            assertThat(rewritten(message)).isEqualTo(message);
        }
    }

    private static String rewritten(String message) throws TException {
        TProtocol in = Loopback.protocol(Loopback.bytes(message));
        var header = in.readMessageBegin();
        TBase<?, ?> struct = STRUCTS.get(header.name).get();
        struct.read(in);
        if (struct instanceof Plugin.Serve_args serve && !serve.isSetToken()) {
            struct = new Plugin.Shutdown_result(); // without fields: generated Java always writes the token
        }
        assertThat(header.type).isEqualTo(header.name.contains(":") ? TMessageType.CALL : TMessageType.REPLY);

        var sent = Loopback.emptyBuffer();
        TProtocol out = Loopback.protocol(sent);
        out.writeMessageBegin(header);
        struct.write(out);
        out.writeMessageEnd();
        out.getTransport().flush();
        return Loopback.hex(sent);
    }

    private static String withoutBlanks(MatchResult block) {
        return block.group(1).replaceAll("\\s", "");
    }
}
