package io.thriftplugins.cli;

import io.thriftplugins.Endpoint;
import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.TlsEndpoint;
import io.thriftplugins.TransportKeys;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Is a host for plugins that are started by hand (contract 16). */
@Command(
        name = "debug",
        description = {
            "Waits for a plugin that you start yourself, in a debugger perhaps, with the arguments that are shown.",
            "When it has registered, type lines; results are printed as JSON. When it ends, start it again."
        },
        sortOptions = false,
        footerHeading = "%nLines:%n",
        footer = {
            "  FUNCTION ARG...   calls a function; for ARG see: thrift-plugins help call",
            "                    JSON may contain blanks; so may text in 'single quotes'.",
            "  functions         shows the plugin's functions",
            "  quit              stops the plugin and ends; so does the end of the input"
        })
final class DebugCommand implements Callable<Integer> {

    /** What plugins of the contract present in debug mode (contract 16). */
    private static final String CONTRACT_TOKEN = "test";

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ThriftPlugins root;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--endpoint",
            paramLabel = "URI",
            converter = EndpointConverter.class,
            description = "Where to listen; by default where QueryCat does: net.pipe://127.0.0.1/qcat-test, "
                    + "or with --transport socket tcp://127.0.0.1:25738. For plugins on other machines: "
                    + "tls://ADDRESS:PORT.")
    private @Nullable Endpoint endpoint;

    @Option(
            names = "--token",
            paramLabel = "T",
            description = "What plugins register with; by default 'test' on a pipe, which is this user's alone, "
                    + "and otherwise a random one.")
    private @Nullable String token;

    @Mixin
    private final TlsOptions tls = new TlsOptions();

    DebugCommand() {}

    @Override
    public Integer call() throws IOException {
        if (endpoint != null && root.transport() != null) {
            throw new ParameterException(
                    spec.commandLine(), "--endpoint tells the transport already; leave --transport out");
        }
        if (token != null && token.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--token is empty; write some text, or leave it out");
        }
        Logs.start(root.verbose(), "warn");
        Endpoint listen = endpoint != null ? endpoint : transport().debugEndpoint();
        TransportKeys keys = tls.read(listen instanceof TlsEndpoint);
        String secret = token != null ? token : defaultToken(listen);
        try (DebugHost host = DebugHost.start(root, listen, keys, secret)) {
            new DebugLines(root, host).run();
        }
        return 0;
    }

    private TransportKind transport() {
        TransportKind transport = root.transport();
        return transport == null ? TransportKind.PIPE : transport;
    }

    /** Others can't reach the pipe; everybody on the machine can reach a socket. */
    private static String defaultToken(Endpoint endpoint) {
        if (endpoint instanceof PipeEndpoint) {
            return CONTRACT_TOKEN;
        }
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    /** For picocli, which would show a PluginException as an error of the program. */
    static final class EndpointConverter implements ITypeConverter<Endpoint> {

        EndpointConverter() {}

        @Override
        public Endpoint convert(String value) {
            try {
                return Endpoint.parse(value);
            } catch (io.thriftplugins.PluginException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
