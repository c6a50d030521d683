package io.thriftplugins.services;

import io.thriftplugins.MessageService;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.thrift.ProcessFunction;
import org.apache.thrift.TBase;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/**
 * A service made of the functions of a generated processor. The processor's own {@code process} is not used: it would
 * read, run and write in one step, and answer an exception that isn't declared without its message.
 */
final class ProcessorService implements MessageService {

    static final ThreadLocal<@Nullable String> CALLER = new ThreadLocal<>();

    private final String name;
    private final Object implementation;
    private final Map<String, ? extends ProcessFunction<?, ?, ?>> functions;

    /**
     * A service.
     *
     * @param implementation of the type that the functions were made for
     */
    ProcessorService(String name, Object implementation, Map<String, ? extends ProcessFunction<?, ?, ?>> functions) {
        this.name = name;
        this.implementation = implementation;
        this.functions = functions;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public @Nullable Call read(String method, ByteBuffer arguments) throws IOException {
        ProcessFunction<?, ?, ?> function = functions.get(method);
        return function == null ? null : read(function, arguments);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // function and implementation fit: serve() got both for one type
    private Call read(ProcessFunction function, ByteBuffer arguments) throws IOException {
        TBase values = function.getEmptyArgsInstance();
        try {
            values.read(new MessageProtocol(new MessageInput(arguments)));
        } catch (TException e) {
            throw new IOException(e.getMessage(), e);
        }
        return caller -> {
            String outer = CALLER.get();
            CALLER.set(caller);
            try {
                TBase result = function.getResult(implementation, values);
                return out -> write(result, out);
            } finally {
                if (outer == null) {
                    CALLER.remove();
                } else {
                    CALLER.set(outer);
                }
            }
        };
    }

    private static void write(@Nullable TBase<?, ?> result, OutputStream out) throws IOException {
        if (result == null) {
            // One-way, but called by somebody who wants an answer.
            out.write(TType.STOP);
            return;
        }
        try {
            result.write(new MessageProtocol(new MessageOutput(out)));
        } catch (TException e) {
            throw new IOException("The result can't be written: " + e.getMessage(), e);
        }
    }
}
