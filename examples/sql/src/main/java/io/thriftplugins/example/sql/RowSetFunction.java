package io.thriftplugins.example.sql;

import io.thriftplugins.FunctionInfo;
import io.thriftplugins.PluginHandle;
import java.util.List;
import java.util.function.Supplier;
import org.apache.calcite.schema.FunctionParameter;
import org.apache.calcite.schema.TableMacro;
import org.apache.calcite.schema.TranslatableTable;
import org.jspecify.annotations.Nullable;

/** A function of a plugin that returns a row set. It is called while a statement is planned, for the columns. */
final class RowSetFunction implements TableMacro {

    private final PluginHandle plugin;
    private final Supplier<QueryScope> scope;
    private final Parameters parameters;

    RowSetFunction(PluginHandle plugin, FunctionInfo function, Supplier<QueryScope> scope) {
        this.plugin = plugin;
        this.scope = scope;
        parameters = new Parameters(function.signature(), Literals::typeOf);
    }

    @Override
    public List<FunctionParameter> getParameters() {
        return parameters.all();
    }

    /** Calcite gives null for an argument that was left out, so null is left out where that is possible. */
    @Override
    public TranslatableTable apply(List<? extends @Nullable Object> arguments) {
        return scope.get().table(plugin, parameters.call(arguments, argument -> argument == null, Literals::argument));
    }
}
