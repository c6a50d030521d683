package io.thriftplugins.rpc;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TType;

/** {@code Services_Open}, which both services have. */
final class OpenServicesMethod implements RpcMethod {

    /** The names of the peer's services, in its order. */
    static final Result<Set<String>> NAMES = new Result<>(TType.LIST, false, (in, values) -> readNames(in));

    private final Target target;

    OpenServicesMethod(Target target) {
        this.target = target;
    }

    static ArgumentWriter arguments(long token) {
        return (out, values) -> out.i64Field(1, token);
    }

    @Override
    public Call decode(FrameProtocol in, ValueCodec values, Session session) throws TException {
        StructReader fields = new StructReader(in);
        Long token = null;
        while (fields.next()) {
            if (fields.is(1, TType.I64)) {
                token = in.readI64();
            } else {
                fields.skip();
            }
        }
        long checked = StructReader.required(token, "token");
        return () -> {
            ServiceAccess access = target.open(session, checked);
            session.grant(access);
            return names(access.services().names());
        };
    }

    private static Reply names(List<String> names) {
        return (out, values) -> {
            out.field(TType.LIST, 0);
            out.listHeader(TType.STRING, names.size());
            for (String name : names) {
                out.writeString(name);
            }
        };
    }

    private static Set<String> readNames(FrameProtocol in) throws TException {
        Set<String> names = new LinkedHashSet<>();
        for (int left = in.readListHeader(TType.STRING); left > 0; left--) {
            names.add(in.readString());
        }
        return names;
    }

    /** Who checks the token, and binds the session to its owner. */
    @FunctionalInterface
    interface Target {
        ServiceAccess open(Session session, long token);
    }
}
