package io.thriftplugins.e2e.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Failures with the framework's exception. */
public final class Causes {

    private Causes() {}

    /** What a call fails with, which must have the code. */
    public static PluginException failure(ErrorCode code, ThrowingCallable call) {
        PluginException failure = Assertions.catchThrowableOfType(PluginException.class, call);
        assertThat(failure).as("a failure with %s", code).isNotNull();
        if (failure.code() != code) {
            throw new AssertionError("Not " + code + " but " + failure.code(), failure);
        }
        return failure;
    }
}
