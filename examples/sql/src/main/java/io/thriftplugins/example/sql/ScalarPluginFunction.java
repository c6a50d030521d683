package io.thriftplugins.example.sql;

import io.thriftplugins.FunctionInfo;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.ValueType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.CallImplementor;
import org.apache.calcite.adapter.enumerable.RexImpTable;
import org.apache.calcite.adapter.enumerable.RexToLixTranslator;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.Types;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.schema.FunctionParameter;
import org.apache.calcite.schema.ImplementableFunction;
import org.apache.calcite.schema.ScalarFunction;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/** A function of a plugin that returns a value. */
final class ScalarPluginFunction implements ScalarFunction, ImplementableFunction {

    /** Generated code can hold no objects: it finds this function by its plugin's schema and its index there. */
    private final String schema;

    private final int index;
    private final PluginHandle plugin;
    private final ValueType result;
    private final Parameters parameters;

    ScalarPluginFunction(String schema, int index, PluginHandle plugin, FunctionInfo function) {
        this.schema = schema;
        this.index = index;
        this.plugin = plugin;
        result = function.signature().returnType();
        parameters = new Parameters(function.signature(), SqlTypes::of);
    }

    @Override
    public List<FunctionParameter> getParameters() {
        return parameters.all();
    }

    @Override
    public RelDataType getReturnType(RelDataTypeFactory types) {
        return SqlTypes.of(result, types);
    }

    /** Calls the plugin with values as Calcite keeps them. */
    @Nullable
    Object call(@Nullable Object[] arguments) {
        Object value = plugin.call(parameters.call(
                Arrays.asList(arguments),
                argument -> argument == LeftOut.ARGUMENT,
                (argument, parameter) -> SqlTypes.toPlugin(argument, parameter.type())));
        return SqlTypes.toSql(value, SqlTypes.dataType(result));
    }

    @Override
    public CallImplementor getImplementor() {
        return this::implement;
    }

    private Expression implement(RexToLixTranslator translator, RexCall call, RexImpTable.NullAs nullAs) {
        List<Expression> arguments = new ArrayList<>();
        for (RexNode operand : call.getOperands()) {
            arguments.add(
                    isLeftOut(translator.deref(operand), translator)
                            ? Expressions.field(null, LeftOut.class, "ARGUMENT")
                            : Expressions.box(
                                    translator.translateList(List.of(operand)).get(0)));
        }
        Expression value = Expressions.call(
                Types.lookupMethod(
                        ScalarCalls.class, "call", DataContext.class, String.class, int.class, Object[].class),
                translator.getRoot(),
                Expressions.constant(schema),
                Expressions.constant(index),
                Expressions.newArrayInit(Object.class, arguments));
        Type type = new JavaTypeFactoryImpl().getJavaClass(call.getType());
        return Expressions.convert_(value, type);
    }

    /** Calcite puts a call of DEFAULT where an argument is missing, perhaps with a conversion around it. */
    private static boolean isLeftOut(RexNode operand, RexToLixTranslator translator) {
        return operand.getKind() == SqlKind.CAST
                ? isLeftOut(translator.deref(((RexCall) operand).getOperands().get(0)), translator)
                : operand.getKind() == SqlKind.DEFAULT;
    }
}
