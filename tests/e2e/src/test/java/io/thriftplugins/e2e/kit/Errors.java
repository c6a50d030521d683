package io.thriftplugins.e2e.kit;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.thriftplugins.PluginException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Looks at the framework's exceptions. */
public final class Errors {

    private Errors() {}

    /** The exception that something throws; fails if there is none. */
    public static PluginException of(ThrowingCallable call) {
        PluginException error = catchThrowableOfType(PluginException.class, call);
        if (error == null) {
            throw new AssertionError("Expected a PluginException, but nothing was thrown");
        }
        return error;
    }

    /** The exception that a call ends with; fails if it returns. */
    public static PluginException in(Future<?> call) {
        try {
            throw new AssertionError("Expected a PluginException, but got " + call.get(20, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return (PluginException) e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("The call has not ended", e);
        }
    }
}
