package io.thriftplugins.rpc;

import io.thriftplugins.FunctionInfo;
import io.thriftplugins.FunctionSignature;
import io.thriftplugins.thrift.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/** Functions as both sides describe them to each other (contract 3, {@code Function}). */
final class WireFunctions {

    private WireFunctions() {}

    static void write(FrameProtocol out, List<FunctionInfo> functions) throws TException {
        out.listHeader(TType.STRUCT, functions.size());
        for (FunctionInfo info : functions) {
            Function function = new Function(info.signature().toString(), info.description(), info.aggregate());
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

    /** The generated reader has refused a function without it. */
    private static String required(@Nullable String text) {
        return Objects.requireNonNull(text);
    }
}
