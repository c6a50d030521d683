package io.thriftplugins.services;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.MessageCaller;
import io.thriftplugins.MessageRequest;
import io.thriftplugins.MessageService;
import io.thriftplugins.PluginException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** Leads a client to a service in the same thread, by way of bytes. */
final class Loop implements MessageCaller {

    /** What was called. */
    final List<MessageRequest> requests = new CopyOnWriteArrayList<>();

    private final MessageService service;
    private final UnaryOperator<byte[]> replies;

    Loop(MessageService service) {
        this(service, UnaryOperator.identity());
    }

    /** A loop that changes what the service answers. */
    Loop(MessageService service, UnaryOperator<byte[]> replies) {
        this.service = service;
        this.replies = replies;
    }

    @Override
    public void require(String name) {
        if (!name.equals(service.name())) {
            throw new PluginException(ErrorCode.NOT_SUPPORTED, "There is only " + service.name());
        }
    }

    @Override
    public ByteBuffer call(MessageRequest request) {
        require(request.service());
        requests.add(request);
        try {
            byte[] arguments = new byte[request.arguments().remaining()];
            request.arguments().duplicate().get(arguments);
            MessageService.Call call = service.read(request.method(), ByteBuffer.wrap(arguments));
            java.util.Arrays.fill(arguments, (byte) -1); // as the next message would
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            call.run("loop").write(out);
            return ByteBuffer.wrap(replies.apply(out.toByteArray())).asReadOnlyBuffer();
        } catch (Exception e) {
            throw new PluginException(ErrorCode.FUNCTION_FAILED, e.toString(), e);
        }
    }
}
