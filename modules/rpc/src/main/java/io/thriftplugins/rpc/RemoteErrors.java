package io.thriftplugins.rpc;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.RemoteFailure;
import io.thriftplugins.thrift.ErrorType;
import io.thriftplugins.thrift.QueryCatPluginException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.thrift.TApplicationException;
import org.jspecify.annotations.Nullable;

/** Exceptions to and from the contract's one (3, 6.1). Types are sent as nominal; they are read as a hint only. */
final class RemoteErrors {

    /** More is of no use to a reader, and must not fill a message. */
    private static final int MAX_TEXT = 16 * 1024;

    private static final int MAX_CAUSES = 16;

    private RemoteErrors() {}

    static QueryCatPluginException toWire(Throwable error) {
        return toWire(error, 0);
    }

    private static QueryCatPluginException toWire(Throwable error, int depth) {
        ErrorCode code = error instanceof PluginException e ? e.code() : ErrorCode.FUNCTION_FAILED;
        QueryCatPluginException wire = newWire(typeOf(code), message(error), typeName(error), stackTrace(error));
        wire.setException_class(error.getClass().getName());
        wire.setError_code(code.name());
        Throwable cause = error.getCause();
        if (depth < MAX_CAUSES) {
            if (cause != null) {
                wire.setException_nested(toWire(cause, depth + 1));
            } else if (error instanceof PluginException e && e.remoteFailure() != null) {
                // What a third process told about it, in a chain of calls.
                wire.setException_nested(toWire(e.remoteFailure(), depth + 1));
            }
        }
        return wire;
    }

    private static QueryCatPluginException toWire(RemoteFailure failure, int depth) {
        QueryCatPluginException wire =
                newWire(ErrorType.INTERNAL, failure.message(), failure.type(), failure.stackTrace());
        if (failure.className() != null) {
            wire.setException_class(failure.className());
        }
        RemoteFailure cause = failure.cause();
        if (cause != null && depth < MAX_CAUSES) {
            wire.setException_nested(toWire(cause, depth + 1));
        }
        return wire;
    }

    private static QueryCatPluginException newWire(
            ErrorType errorType, String message, @Nullable String type, @Nullable String stackTrace) {
        QueryCatPluginException wire = new QueryCatPluginException(errorType, shorten(message, MAX_TEXT));
        wire.setObject_handle(-1);
        if (type != null) {
            wire.setException_type(type);
        }
        if (stackTrace != null) {
            wire.setException_stack_trace(shorten(stackTrace, MAX_TEXT));
        }
        return wire;
    }

    /** As much of it as fits into the smallest message that can be configured. */
    static QueryCatPluginException brief(QueryCatPluginException wire) {
        QueryCatPluginException brief =
                new QueryCatPluginException(wire.getType(), shorten(String.valueOf(wire.getError_message()), 200));
        brief.setObject_handle(-1);
        brief.setError_code(wire.getError_code());
        return brief;
    }

    /**
     * The exception that the caller sees.
     *
     * @param peer whom the call went to, for the message
     * @param method what was called, for the message
     */
    static PluginException fromWire(QueryCatPluginException wire, String peer, String method) {
        RemoteFailure failure = toFailure(wire, 0);
        String type = failure.type() == null || failure.type().equals(PluginException.class.getSimpleName())
                ? ""
                : failure.type() + ": ";
        return new PluginException(
                codeOf(wire), method + " in " + peer + ": " + type + failure.message(), null, failure);
    }

    /** The exception for an answer that the protocol itself defines (contract 1.6). */
    static PluginException fromProtocol(TApplicationException error, String peer, String method) {
        String message = method + " in " + peer + ": " + error.getMessage();
        ErrorCode code = switch (error.getType()) {
            case TApplicationException.UNKNOWN_METHOD -> ErrorCode.NOT_SUPPORTED;
            case TApplicationException.INTERNAL_ERROR -> ErrorCode.INTERNAL;
            default -> ErrorCode.PROTOCOL_ERROR;
        };
        return new PluginException(
                code, message, null, new RemoteFailure(null, null, String.valueOf(error.getMessage()), null, null));
    }

    private static @Nullable RemoteFailure cause(QueryCatPluginException wire, int depth) {
        QueryCatPluginException nested = wire.getException_nested();
        return nested == null || depth >= MAX_CAUSES ? null : toFailure(nested, depth + 1);
    }

    private static RemoteFailure toFailure(QueryCatPluginException wire, int depth) {
        return new RemoteFailure(
                wire.getException_type(),
                wire.getException_class(),
                String.valueOf(wire.getError_message()),
                wire.getException_stack_trace(),
                cause(wire, depth));
    }

    private static ErrorCode codeOf(QueryCatPluginException wire) {
        if (wire.isSetError_code()) {
            for (ErrorCode code : ErrorCode.values()) {
                if (code.name().equals(wire.getError_code())) {
                    return code;
                }
            }
        }
        ErrorType type = wire.getType();
        if (type == null) {
            return ErrorCode.INTERNAL;
        }
        return switch (type) {
            case GENERIC -> ErrorCode.FUNCTION_FAILED;
            case INVALID_OBJECT -> ErrorCode.INVALID_OBJECT;
            case NOT_SUPPORTED -> ErrorCode.NOT_SUPPORTED;
            case ARGUMENT -> ErrorCode.INVALID_ARGUMENT;
            case INVALID_REGISTRATION_TOKEN -> ErrorCode.REGISTRATION_TOKEN_UNKNOWN;
            case INVALID_AUTH_TOKEN -> ErrorCode.INVALID_AUTHORIZATION_TOKEN;
            case INVALID_FUNCTION -> ErrorCode.INVALID_FUNCTION;
            default -> ErrorCode.INTERNAL;
        };
    }

    private static ErrorType typeOf(ErrorCode code) {
        return switch (code) {
            case FUNCTION_FAILED -> ErrorType.GENERIC;
            case INVALID_FUNCTION -> ErrorType.INVALID_FUNCTION;
            case INVALID_ARGUMENT, INVALID_SIGNATURE, DUPLICATE_FUNCTION, INVALID_ENDPOINT -> ErrorType.ARGUMENT;
            case INVALID_OBJECT, OBJECT_RELEASED -> ErrorType.INVALID_OBJECT;
            case NOT_SUPPORTED -> ErrorType.NOT_SUPPORTED;
            case REGISTRATION_TOKEN_UNKNOWN,
                    REGISTRATION_TOKEN_USED,
                    REGISTRATION_TOKEN_EXPIRED,
                    REGISTRATION_TOKEN_REVOKED -> ErrorType.INVALID_REGISTRATION_TOKEN;
            case INVALID_AUTHORIZATION_TOKEN -> ErrorType.INVALID_AUTH_TOKEN;
            default -> ErrorType.INTERNAL;
        };
    }

    private static String typeName(Throwable error) {
        String name = error.getClass().getSimpleName();
        return name.isEmpty() ? error.getClass().getName() : name;
    }

    /** Exceptions of users may themselves fail when asked. */
    private static String message(Throwable error) {
        String name = error.getClass().getName();
        try {
            String message = error.getMessage();
            return message == null ? name : message;
        } catch (RuntimeException e) {
            return name + ", whose message failed with " + e.getClass().getName();
        }
    }

    private static @Nullable String stackTrace(Throwable error) {
        StringWriter text = new StringWriter();
        try {
            error.printStackTrace(new PrintWriter(text, true));
        } catch (RuntimeException e) {
            return null;
        }
        return text.toString();
    }

    private static String shorten(String text, int limit) {
        return text.length() <= limit ? text : text.substring(0, limit) + "...";
    }
}
