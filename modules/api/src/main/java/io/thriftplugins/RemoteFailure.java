package io.thriftplugins;

import org.jspecify.annotations.Nullable;

/**
 * An exception as the other process described it. Nothing of it is deserialized into classes.
 *
 * @param type the exception's class name in the other process's language, or null if it told none
 * @param className the full name of the class, or null if it told none, as only peers of this project do
 * @param message its message, possibly empty
 * @param stackTrace its stack trace as text, or null if it told none
 * @param cause the exception that caused it, or null
 */
public record RemoteFailure(
        @Nullable String type,
        @Nullable String className,
        String message,
        @Nullable String stackTrace,
        @Nullable RemoteFailure cause) {}
