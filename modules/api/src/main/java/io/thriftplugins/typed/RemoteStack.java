package io.thriftplugins.typed;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.RemoteFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gives exceptions of this side the stack and causes of those on the other side that they stand for. */
final class RemoteStack {

    /** As {@link StackTraceElement#toString} has it, after its class loader and module. */
    private static final Pattern FRAME =
            Pattern.compile("\\s+at (?:[^(]*/)?([^(/]+)\\.([^.(/]+)\\(([^:)]*)(?::([0-9]{1,9}))?\\)\\s*");

    private RemoteStack() {}

    /** Puts the frames of the other side before those of this one. */
    static Throwable on(Throwable exception, RemoteFailure failure) {
        List<StackTraceElement> frames = frames(failure.stackTrace());
        if (!frames.isEmpty()) {
            frames.addAll(Arrays.asList(exception.getStackTrace()));
            exception.setStackTrace(frames.toArray(StackTraceElement[]::new));
        }
        return exception;
    }

    /** The same exception, with the other side's causes as its causes. */
    static PluginException withCauses(PluginException exception, RemoteFailure failure) {
        PluginException caused =
                new PluginException(exception.code(), String.valueOf(exception.getMessage()), cause(failure), failure);
        caused.setStackTrace(exception.getStackTrace());
        return caused;
    }

    private static @Nullable Throwable cause(RemoteFailure failure) {
        RemoteFailure cause = failure.cause();
        if (cause == null) {
            return null;
        }
        String type = cause.className() != null ? cause.className() : cause.type();
        PluginException exception = new PluginException(
                ErrorCode.FUNCTION_FAILED, (type == null ? "" : type + ": ") + cause.message(), cause(cause), cause);
        exception.setStackTrace(frames(cause.stackTrace()).toArray(StackTraceElement[]::new));
        return exception;
    }

    /** The frames of the exception itself; none if it is not a Java stack. */
    private static List<StackTraceElement> frames(@Nullable String stackTrace) {
        List<StackTraceElement> frames = new ArrayList<>();
        if (stackTrace == null) {
            return frames;
        }
        for (String line : stackTrace.lines().toList()) {
            Matcher frame = FRAME.matcher(line);
            if (frame.matches()) {
                int number = frame.group(4) == null ? -1 : Integer.parseInt(frame.group(4));
                frames.add(new StackTraceElement(frame.group(1), frame.group(2), frame.group(3), number));
            } else if (!frames.isEmpty()) {
                break;
            }
        }
        return frames;
    }
}
