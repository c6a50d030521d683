package io.thriftplugins.example.sql;

import java.util.Objects;
import org.apache.calcite.DataContext;
import org.apache.calcite.schema.SchemaPlus;
import org.jspecify.annotations.Nullable;

/** The way from the code that Calcite generates to a plugin's function. */
public final class ScalarCalls {

    private ScalarCalls() {}

    /**
     * Calls a function.
     *
     * @param root knows the schemas
     * @param schema the plugin's
     * @param function the function's index in it
     * @param arguments the arguments, as Calcite keeps them
     * @return the result, as Calcite keeps it
     */
    public static @Nullable Object call(DataContext root, String schema, int function, @Nullable Object[] arguments) {
        SchemaPlus schemas = Objects.requireNonNull(root.getRootSchema(), "root schema");
        SchemaPlus named = Objects.requireNonNull(schemas.subSchemas().get(schema), schema);
        PluginSchema found = Objects.requireNonNull(named.unwrap(PluginSchema.class), schema);
        return found.scalar(function).call(arguments);
    }
}
