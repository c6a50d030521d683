package io.thriftplugins;

import org.jspecify.annotations.Nullable;

/**
 * The code of a function.
 *
 * <p>It is called by many threads at once. Its thread is interrupted when the caller gives up: by deadline, by
 * cancelling, or by ending. What it throws arrives at the caller as a {@link PluginException} with
 * {@link ErrorCode#FUNCTION_FAILED} (or the code of a {@link PluginException} that it throws itself), with class name,
 * message, stack trace and causes as text.
 */
@FunctionalInterface
public interface FunctionBody {

    /**
     * Runs the function.
     *
     * @param call the arguments, already checked against the signature
     * @return the result, a value of the table in {@link Values}
     * @throws Exception anything that went wrong
     */
    @Nullable
    Object call(FunctionCall call) throws Exception;
}
