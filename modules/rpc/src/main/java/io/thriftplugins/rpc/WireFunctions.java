package io.thriftplugins.rpc;

import io.thriftplugins.FunctionInfo;
import io.thriftplugins.FunctionSignature;
import io.thriftplugins.PluginException;
import io.thriftplugins.thrift.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Functions as both sides describe them to each other (contract 3, {@code Function}). */
final class WireFunctions {

    private static final Logger LOG = LoggerFactory.getLogger(WireFunctions.class);

    private WireFunctions() {}

    static void write(FrameProtocol out, List<FunctionInfo> functions) throws TException {
        out.listHeader(TType.STRUCT, functions.size());
        for (FunctionInfo info : functions) {
            Function function = new Function(info.signature().wireText(), info.description(), info.aggregate());
            // A .NET reader takes an absent one for false (contract 3).
            function.setIs_safe(info.safe());
            function.write(out);
        }
    }

    static List<Function> read(FrameProtocol in) throws TException {
        int size = in.readListHeader(TType.STRUCT);
        List<Function> functions = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Function function = new Function();
            function.read(in);
            functions.add(function);
        }
        return functions;
    }

    /**
     * Reads the signatures.
     *
     * @throws io.thriftplugins.PluginException if one is malformed
     */
    static List<FunctionInfo> parse(List<Function> functions) {
        return functions.stream()
                .map(f -> new FunctionInfo(
                        FunctionSignature.parse(required(f.getSignature())),
                        required(f.getDescription()),
                        f.isIs_aggregate(),
                        f.isIs_safe()))
                .toList();
    }

    /** The functions whose signatures this side can read; a host of the contract may print others (contract 13). */
    static List<FunctionInfo> parseKnown(List<Function> functions) {
        List<FunctionInfo> known = new ArrayList<>();
        for (Function function : functions) {
            try {
                known.addAll(parse(List.of(function)));
            } catch (PluginException e) {
                LOG.debug("A function of the peer is left out: {}", e.getMessage());
            }
        }
        return known;
    }

    /** The generated reader has refused a function without it. */
    private static String required(@Nullable String text) {
        return Objects.requireNonNull(text);
    }
}
