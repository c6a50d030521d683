package io.thriftplugins.example.sql;

import com.google.common.collect.ImmutableMultimap;
import com.google.common.collect.Multimap;
import io.thriftplugins.DataType;
import io.thriftplugins.FunctionInfo;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.calcite.schema.Function;
import org.apache.calcite.schema.impl.AbstractSchema;

/** The functions of one plugin, without those whose result SQL has no use for: void, and objects of other kinds. */
final class PluginSchema extends AbstractSchema {

    /** What the contract calls row sets that can be read (contract 13). */
    private static final Set<String> ROW_SETS = Set.of("irowsinput", "irowsiterator");

    private final Multimap<String, Function> functions;
    private final List<ScalarPluginFunction> scalars = new ArrayList<>();

    PluginSchema(PluginHandle plugin, Supplier<QueryScope> scope) {
        ImmutableMultimap.Builder<String, Function> found = ImmutableMultimap.builder();
        for (FunctionInfo function : plugin.functions()) {
            String name = function.name();
            if (isRowSet(function)) {
                found.put(name, new RowSetFunction(plugin, function, scope));
            } else if (isScalar(function)) {
                var scalar = new ScalarPluginFunction(plugin.name(), scalars.size(), plugin, function);
                scalars.add(scalar);
                found.put(name, scalar);
            }
        }
        functions = found.build();
    }

    /** Whether it is a table. An object of unknown kind is tried as one when it is called. */
    static boolean isRowSet(FunctionInfo function) {
        ValueType type = function.signature().returnType();
        String object = type.objectName();
        return type.type() == DataType.OBJECT
                && !type.array()
                && (object == null || ROW_SETS.contains(object.toLowerCase(Locale.ROOT)));
    }

    /** Whether it is a value. */
    static boolean isScalar(FunctionInfo function) {
        DataType type = function.signature().returnType().type();
        return type != DataType.OBJECT && type != DataType.VOID && !function.aggregate();
    }

    ScalarPluginFunction scalar(int index) {
        return scalars.get(index);
    }

    @Override
    protected Multimap<String, Function> getFunctionMultimap() {
        return functions;
    }
}
