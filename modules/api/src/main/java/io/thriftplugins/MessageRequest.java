package io.thriftplugins;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call of a {@link MessageService} to make.
 *
 * @param service the service's name
 * @param method the method's name
 * @param arguments the bytes from position to limit; not to be changed during the call
 * @param oneWay whether the callee must send no reply; the call still ends only when the method has
 * @param timeout how long the call may take in all; zero means without limit; null means the configured default
 */
public record MessageRequest(
        String service,
        String method,
        ByteBuffer arguments,
        boolean oneWay,
        @Nullable Duration timeout) {

    /** Checks the timeout. */
    public MessageRequest {
        if (timeout != null && timeout.isNegative()) {
            throw new IllegalArgumentException("A timeout can't be negative: " + timeout);
        }
    }
}
