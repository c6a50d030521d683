package io.thriftplugins;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a function is called: {@code add(a: integer, b: integer = 1): integer}.
 *
 * <p>The grammar is the contract's (section 13). Names and types are in any case; names with other characters than
 * letters, digits, {@code _}, {@code -}, {@code .} and {@code $} stand in double quotes or square brackets, whose
 * closing sign is written twice to stand for itself.
 *
 * <pre>
 * signature = name "(" [ parameter { "," parameter } ] ")" [ ":" type ]
 * parameter = [ "..." ] name [ "?" ] ":" type [ ( "=" | ":=" | "DEFAULT" ) literal ]
 * type      = typename [ "&lt;" name "&gt;" ] [ "[]" ]
 * literal   = number | 'text' | "text" | true | false | null
 * </pre>
 *
 * <p>A default is of its parameter's type: a whole number for an integer; any number for a float or numeric; a text in
 * ISO 8601 for a timestamp ({@code '2030-12-31T23:59:59Z'}) or an interval ({@code 'PT1.5S'}). Where any type will do,
 * a number ending in {@code m} is a numeric. Arrays, maps and objects have no default but null.
 *
 * @param name the function's name, as written
 * @param parameters its parameters, in order
 * @param returnType its result's type; {@link DataType#VOID} if the signature names none
 */
public record FunctionSignature(String name, List<FunctionParameter> parameters, ValueType returnType) {

    /**
     * Copies the parameters and checks that they go together.
     *
     * @throws PluginException with {@link ErrorCode#INVALID_SIGNATURE} if the name is blank, two parameters have the
     *     same name, or a variadic one is not the last
     */
    public FunctionSignature {
        Objects.requireNonNull(returnType, "returnType");
        SignatureNames.check(name);
        parameters = List.copyOf(parameters);
        ParameterOrder order = new ParameterOrder();
        for (FunctionParameter parameter : parameters) {
            String problem = order.add(parameter);
            if (problem != null) {
                throw new PluginException(ErrorCode.INVALID_SIGNATURE, "Function '" + name + "': " + problem);
            }
        }
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
     * that loses nothing (integer to float or numeric, json to string). A value arrives as the table in {@link Values}
     * says, also where it never was on the wire; what lists and maps contain is left as it is, unless the parameter's
     * type is an array.
     *
     * @param positional arguments in order
     * @param named arguments by parameter name, in any case; a variadic parameter takes positional ones only
     * @return one value for each parameter, in order; a variadic parameter's value is a list
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} that names function and parameter
     */
    public List<@Nullable Object> bind(
            List<? extends @Nullable Object> positional, Map<String, ? extends @Nullable Object> named) {
        return new ArgumentBinder(this).bind(positional, named);
    }

    /**
     * The signature for a peer. It reads back to an equal one, here and in any host of the contract: names that such a
     * host would take for words of its query language, such as {@code text}, stand in quotes, which {@link #toString}
     * leaves out.
     *
     * @return the signature
     */
    public String wireText() {
        return text(SignatureNames::quotedForWire);
    }

    /** The signature for people, which {@link #parse} reads back to an equal one. */
    @Override
    public String toString() {
        return text(SignatureNames::quoted);
    }

    private String text(UnaryOperator<String> names) {
        return names.apply(name)
                + parameters.stream().map(p -> p.text(names)).collect(Collectors.joining(", ", "(", ")"))
                + ": "
                + returnType.text(names);
    }
}
