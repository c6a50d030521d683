package io.thriftplugins.rpc;

import io.thriftplugins.MessageService;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A service of bytes: {@code echo}, and what a test adds. */
final class EchoService implements MessageService {

    /** A method of a test. */
    @FunctionalInterface
    interface Body {
        byte[] run(byte[] arguments) throws Exception;
    }

    final Map<String, Body> methods = new ConcurrentHashMap<>(Map.of("echo", arguments -> arguments));

    private final String name;

    EchoService(String name) {
        this.name = name;
    }

    EchoService with(String method, Body body) {
        methods.put(method, body);
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Call read(String method, ByteBuffer arguments) throws IOException {
        Body body = methods.get(method);
        if (body == null) {
            return null;
        }
        byte[] bytes = new byte[arguments.remaining()];
        arguments.get(bytes);
        if (bytes.length > 0 && bytes[0] == '!') {
            throw new IOException("it begins with an exclamation mark");
        }
        return caller -> {
            byte[] result = body.run(bytes);
            return out -> out.write(result);
        };
    }
}
