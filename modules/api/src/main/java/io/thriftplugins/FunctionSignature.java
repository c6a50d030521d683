package io.thriftplugins;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a function is called: {@code add(a: integer, b: integer): integer}.
 *
 * <p>The grammar is the contract's (section 13). Names and types are in any case; names with other characters than
 * letters, digits, {@code _}, {@code -}, {@code .} and {@code $} stand in double quotes or square brackets.
 *
 * <pre>
 * signature = name "(" [ parameter { "," parameter } ] ")" [ ":" type ]
 * parameter = [ "..." ] name [ "?" ] ":" type [ ( "=" | ":=" | "DEFAULT" ) literal ]
 * type      = typename [ "&lt;" name "&gt;" ] [ "[]" ]
 * literal   = number | 'text' | "text" | true | false | null
 * </pre>
 *
 * @param name the function's name, as written
 * @param parameters its parameters, in order
 * @param returnType its result's type; {@link DataType#VOID} if the signature names none
 */
public record FunctionSignature(String name, List<FunctionParameter> parameters, ValueType returnType) {

    /** Copies the parameters. */
    public FunctionSignature {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(returnType, "returnType");
        parameters = List.copyOf(parameters);
    }

    /**
     * Reads a signature.
     *
     * @param text the signature
     * @return what it says
     * @throws PluginException with {@link ErrorCode#INVALID_SIGNATURE} that gives the position and what was expected
     */
    public static FunctionSignature parse(String text) {
        return new SignatureParser(text).parse();
    }

    /**
     * The name that calls carry and that functions are found by: names match in any case (contract 13).
     *
     * @return the name in upper case
     */
    public String wireName() {
        return name.toUpperCase(Locale.ROOT);
    }

    /**
     * Gives every parameter its argument: positional first, then named, then default (contract 5.2), converted where
     * that loses nothing (integer to float or numeric, json to string).
     *
     * @param positional arguments in order
     * @param named arguments by parameter name, in any case
     * @return one value for each parameter, in order; a variadic parameter's value is a list
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} that names function and parameter
     */
    public List<@Nullable Object> bind(
            List<? extends @Nullable Object> positional, Map<String, ? extends @Nullable Object> named) {
        return new ArgumentBinder(this).bind(positional, named);
    }

    /** The signature in canonical form, which {@link #parse} reads back to an equal one. */
    @Override
    public String toString() {
        return SignatureNames.quoted(name)
                + parameters.stream().map(FunctionParameter::toString).collect(Collectors.joining(", ", "(", ")"))
                + ": "
                + returnType;
    }
}
