package io.thriftplugins;

import java.util.Objects;

/**
 * A function as one side tells the other about it.
 *
 * @param signature how it is called
 * @param description what it does, for people; possibly empty
 * @param aggregate whether it aggregates rows; only engines that query rows care
 * @param safe whether it has no effects outside itself (contract 3, {@code is_safe})
 */
public record FunctionInfo(FunctionSignature signature, String description, boolean aggregate, boolean safe) {

    /** Checks that signature and description are there. */
    public FunctionInfo {
        Objects.requireNonNull(signature, "signature");
        Objects.requireNonNull(description, "description");
    }

    /**
     * A function that is no aggregate and makes no promise to be safe.
     *
     * @param signature its signature, see {@link FunctionSignature#parse}
     * @param description what it does, possibly empty
     * @return the function
     */
    public static FunctionInfo of(String signature, String description) {
        return new FunctionInfo(FunctionSignature.parse(signature), description, false, false);
    }

    /**
     * The function's name.
     *
     * @return the signature's name
     */
    public String name() {
        return signature.name();
    }
}
