package io.thriftplugins.rpc;

import io.thriftplugins.thrift.Function;
import io.thriftplugins.thrift.LogLevel;
import io.thriftplugins.thrift.RegistrationResult;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/** {@code PluginData} and {@code RegistrationResult} (contract 3), with this project's additions from id 100 up. */
final class RegistrationCodec {

    private static final int FEATURES = 100;

    private RegistrationCodec() {}

    static void writeData(FrameProtocol out, ValueCodec values, PluginRegistration data) throws TException {
        out.field(TType.LIST, 1);
        WireFunctions.write(out, data.functions());
        out.stringField(2, data.name());
        out.stringField(3, data.version());
        if (!data.metadata().isEmpty()) {
            out.field(TType.MAP, 4);
            values.writeNamed(data.metadata());
        }
        out.field(TType.SET, FEATURES);
        out.listHeader(TType.STRING, data.features().size());
        for (String feature : data.features()) {
            out.writeString(feature);
        }
        out.writeByte(TType.STOP);
    }

    /** Reads the struct; its functions' signatures are parsed only when the result is asked for. */
    static Supplier<PluginRegistration> readData(FrameProtocol in, ValueCodec values) throws TException {
        StructReader fields = new StructReader(in);
        List<Function> functions = null;
        String name = null;
        String version = null;
        Map<String, @Nullable Object> metadata = Map.of();
        Set<String> features = Set.of();
        while (fields.next()) {
            if (fields.is(1, TType.LIST)) {
                functions = WireFunctions.read(in);
            } else if (fields.is(2, TType.STRING)) {
                name = in.readString();
            } else if (fields.is(3, TType.STRING)) {
                version = in.readString();
            } else if (fields.is(4, TType.MAP)) {
                metadata = values.readNamed();
            } else if (fields.is(FEATURES, TType.SET)) {
                features = readFeatures(in);
            } else {
                fields.skip();
            }
        }
        List<Function> wireFunctions = StructReader.required(functions, "functions");
        String checkedName = StructReader.required(name, "name");
        String checkedVersion = StructReader.required(version, "version");
        Map<String, @Nullable Object> checkedMetadata = metadata;
        Set<String> checkedFeatures = features;
        return () -> new PluginRegistration(
                checkedName, checkedVersion, WireFunctions.parse(wireFunctions), checkedMetadata, checkedFeatures);
    }

    private static Set<String> readFeatures(FrameProtocol in) throws TException {
        Set<String> features = new HashSet<>();
        int size = in.readListHeader(TType.STRING);
        for (int i = 0; i < size; i++) {
            features.add(in.readString());
        }
        return features;
    }

    static RpcMethod.Reply reply(RegistrationReply reply) {
        return (out, values) -> {
            RegistrationResult result = new RegistrationResult(reply.token(), reply.version());
            result.setMin_log_level(LogLevels.toWire(reply.minLogLevel()));
            reply.callbackToken().ifPresent(result::setCallback_token);
            result.setFeatures(reply.features());
            out.field(TType.STRUCT, 0);
            result.write(out);
        };
    }

    static RegistrationReply readReply(FrameProtocol in) throws TException {
        RegistrationResult result = new RegistrationResult();
        result.read(in);
        LogLevel level = result.getMin_log_level();
        Set<String> features = result.getFeatures();
        return new RegistrationReply(
                result.getToken(),
                // The generated reader has refused a result without it.
                Objects.requireNonNull(result.getVersion()),
                // An absent level means the lowest one (contract 3).
                level == null ? io.thriftplugins.LogLevel.TRACE : LogLevels.fromWire(level),
                result.isSetCallback_token() ? OptionalLong.of(result.getCallback_token()) : OptionalLong.empty(),
                features == null ? Set.of() : Set.copyOf(features));
    }
}
