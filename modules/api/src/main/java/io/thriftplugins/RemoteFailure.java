package io.thriftplugins;

import org.jspecify.annotations.Nullable;

/**
 * An exception as the other process described it. Nothing of it is deserialized into classes.
 *
 * @param type the exception's class name in the other process's language, or null if it told none
 * @param message its message, possibly empty
 * @param stackTrace its stack trace as text, or null if it told none
 * @param cause the exception that caused it, or null
 */
public record RemoteFailure(
        @Nullable String type,
        String message,
        @Nullable String stackTrace,
        @Nullable RemoteFailure cause) {}
