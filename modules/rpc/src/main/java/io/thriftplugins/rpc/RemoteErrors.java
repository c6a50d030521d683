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
        String message = error.getMessage();
        QueryCatPluginException wire = new QueryCatPluginException(
                typeOf(code), shorten(message == null ? error.getClass().getName() : message));
        wire.setObject_handle(-1);
        wire.setException_type(error.getClass().getSimpleName());
        wire.setException_stack_trace(shorten(stackTrace(error)));
        wire.setError_code(code.name());
        Throwable cause = error.getCause();
        if (cause != null && depth < MAX_CAUSES) {
            wire.setException_nested(toWire(cause, depth + 1));
        }
        return wire;
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
                code, message, null, new RemoteFailure(null, String.valueOf(error.getMessage()), null, null));
    }

    private static @Nullable RemoteFailure cause(QueryCatPluginException wire, int depth) {
        QueryCatPluginException nested = wire.getException_nested();
        return nested == null || depth >= MAX_CAUSES ? null : toFailure(nested, depth + 1);
    }

    private static RemoteFailure toFailure(QueryCatPluginException wire, int depth) {
        return new RemoteFailure(
                wire.getException_type(),
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
            case INVALID_OBJECT -> ErrorType.INVALID_OBJECT;
            case NOT_SUPPORTED -> ErrorType.NOT_SUPPORTED;
            case REGISTRATION_TOKEN_UNKNOWN,
                    REGISTRATION_TOKEN_USED,
                    REGISTRATION_TOKEN_EXPIRED,
                    REGISTRATION_TOKEN_REVOKED -> ErrorType.INVALID_REGISTRATION_TOKEN;
            case INVALID_AUTHORIZATION_TOKEN -> ErrorType.INVALID_AUTH_TOKEN;
            default -> ErrorType.INTERNAL;
        };
    }

    private static String stackTrace(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private static String shorten(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "...";
    }
}
