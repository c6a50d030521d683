package io.thriftplugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Expects a {@link PluginException} of a certain code and goes on with its message. */
public final class PluginErrors {

    private PluginErrors() {}

    public static AbstractStringAssert<?> messageOf(ErrorCode code, ThrowingCallable action) {
        PluginException exception = catchThrowableOfType(PluginException.class, action);
        assertThat(exception).as("a PluginException").isNotNull();
        assertThat(exception.code()).isEqualTo(code);
        return assertThat(exception.getMessage());
    }
}
