package io.thriftplugins.cli;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionInfo;
import io.thriftplugins.FunctionParameter;
import io.thriftplugins.FunctionSignature;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function and its arguments as somebody typed them.
 *
 * @param function the function's name, in any case
 * @param arguments each JSON, otherwise text
 */
record FunctionLine(String function, List<String> arguments) {

    static FunctionLine of(String function, List<String> arguments) {
        return new FunctionLine(function, List.copyOf(arguments));
    }

    /**
     * Calls the function.
     *
     * @return the result as JSON
     * @throws PluginException if there is no such function, the arguments don't fit it, or it fails
     */
    String call(PluginHandle plugin) {
        FunctionSignature signature = signature(plugin);
        List<@Nullable Object> values = values(signature);
        // Peers of the contract need not check what they get, and here the message has the signature.
        signature.bind(values, Map.of());
        return JsonPrinter.print(plugin.call(CallRequest.of(function, values.toArray())));
    }

    private FunctionSignature signature(PluginHandle plugin) {
        return plugin.functions().stream()
                .map(FunctionInfo::signature)
                .filter(signature -> signature.name().equalsIgnoreCase(function))
                .findFirst()
                .orElseThrow(() -> new PluginException(
                        ErrorCode.INVALID_FUNCTION,
                        "The plugin '" + PluginReport.name(plugin) + "' has no function '" + function + "'; "
                                + PluginReport.functions(plugin)));
    }

    private List<@Nullable Object> values(FunctionSignature signature) {
        List<FunctionParameter> parameters = signature.parameters();
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            FunctionParameter last = parameters.isEmpty() ? null : parameters.get(parameters.size() - 1);
            FunctionParameter parameter =
                    i < parameters.size() ? parameters.get(i) : last != null && last.variadic() ? last : null;
            values.add(ArgumentReader.read(parameter, arguments.get(i)));
        }
        return values;
    }
}
