package io.thriftplugins.e2e.hostile;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.thrift.TException;
import org.apache.thrift.TFieldIdEnum;
import org.apache.thrift.meta_data.FieldMetaData;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TType;

/**
 * Calls of every method of a service, with arguments that are sometimes right, often of wild values, and sometimes
 * missing, of wrong types, or unknown.
 */
final class WildCalls {

    private final SplittableRandom random;
    private final String service;
    private final List<Method> methods;
    private final Long token;

    /**
     * Calls.
     *
     * @param random decides
     * @param service the service's name on the wire
     * @param type the generated interface of the service
     * @param token what most calls present; null for none that is valid
     */
    WildCalls(SplittableRandom random, String service, Class<?> type, @org.jspecify.annotations.Nullable Long token) {
        this.random = random;
        this.service = service;
        this.token = token;
        // With a valid token the first one ends the plugin, and the second one makes it listen at more endpoints.
        this.methods = Stream.of(type.getMethods())
                .filter(method -> token == null || !List.of("Shutdown", "Serve").contains(method.getName()))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    /** A message with its length in front. */
    byte[] next() throws TException {
        Method method = methods.get(random.nextInt(methods.size()));
        Message message = new Message();
        byte type = random.nextInt(20) == 0 ? (byte) random.nextInt(6) : TMessageType.CALL;
        message.protocol().writeMessageBegin(new TMessage(name(method.getName()), type, random.nextInt()));
        new WildValues(random, message.protocol(), token).struct(arguments(method), 0);
        return message.framed();
    }

    private String name(String method) {
        return switch (random.nextInt(50)) {
            case 0 -> method;
            case 1 -> service + ":" + method + "2";
            case 2 -> "nobody:" + method;
            case 3 -> new String(bytes(), StandardCharsets.ISO_8859_1) + ":" + method;
            default -> service + ":" + method;
        };
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** What the generated code knows of a method's arguments. */
    static Map<? extends TFieldIdEnum, FieldMetaData> arguments(Method method) {
        return fields(method.getDeclaringClass().getEnclosingClass().getName() + "$" + method.getName() + "_args");
    }

    @SuppressWarnings("unchecked")
    static Map<? extends TFieldIdEnum, FieldMetaData> fields(String struct) {
        try {
            return (Map<? extends TFieldIdEnum, FieldMetaData>)
                    Class.forName(struct).getField("metaDataMap").get(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("A stub is not as it was", e);
        }
    }

    /** A field that no struct has. */
    static TField unknown(byte type) {
        return new TField("", type, (short) 7777);
    }

    /** All types that a field may have. */
    static final byte[] TYPES = {
        TType.BOOL,
        TType.BYTE,
        TType.DOUBLE,
        TType.I16,
        TType.I32,
        TType.I64,
        TType.STRING,
        TType.STRUCT,
        TType.MAP,
        TType.SET,
        TType.LIST
    };
}
