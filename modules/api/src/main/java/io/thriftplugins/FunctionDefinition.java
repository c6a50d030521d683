package io.thriftplugins;

import java.util.Objects;

/**
 * A function together with its code.
 *
 * @param info what callers are told
 * @param body what runs
 */
public record FunctionDefinition(FunctionInfo info, FunctionBody body) {

    /** Checks that both parts are there. */
    public FunctionDefinition {
        Objects.requireNonNull(info, "info");
        Objects.requireNonNull(body, "body");
    }

    /**
     * A function from its signature.
     *
     * @param signature see {@link FunctionSignature#parse}
     * @param description what it does, for people; possibly empty
     * @param body its code
     * @return the function
     * @throws PluginException with {@link ErrorCode#INVALID_SIGNATURE} if the signature is malformed
     */
    public static FunctionDefinition of(String signature, String description, FunctionBody body) {
        return new FunctionDefinition(FunctionInfo.of(signature, description), body);
    }
}
