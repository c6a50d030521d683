package io.thriftplugins.e2e.kit;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.thriftplugins.PluginException;
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
}
