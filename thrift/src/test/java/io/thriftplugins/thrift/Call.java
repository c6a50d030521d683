package io.thriftplugins.thrift;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.thrift.TBase;

/** One method of a service, together with the structs that its arguments and its result travel in. */
record Call(Method method, Class<? extends TBase<?, ?>> arguments, Class<? extends TBase<?, ?>> results) {

    /** The methods that the {@code Iface} of a stub has, inherited ones included. */
    static List<Call> of(Class<?> iface) {
        return Arrays.stream(iface.getMethods()).map(Call::of).toList();
    }

    private static Call of(Method method) {
        return new Call(method, struct(method, "_args"), struct(method, "_result"));
    }

    String name() {
        return method.getName();
    }

    /** The field that carries the result; none for {@code void}. */
    Optional<Field> result() {
        return Field.of(results).stream().filter(field -> field.id() == 0).findFirst();
    }

    /** The field that carries the declared exception, if one is declared. */
    Optional<Field> exception() {
        return Field.of(results).stream().filter(field -> field.id() != 0).findFirst();
    }

    /** The line of the contract's table of methods. */
    @Override
    public String toString() {
        return service(method).getSimpleName() + "." + name()
                + Field.of(arguments).stream().map(Field::toString).collect(Collectors.joining(", ", "(", ") "))
                + result().map(Field::type).orElse("void")
                + exception()
                        .map(e -> e.id() == 1 && e.type().equals("QueryCatPluginException") ? " E" : " ?" + e)
                        .orElse(" -");
    }

    private static Class<?> service(Method method) {
        return method.getDeclaringClass().getEnclosingClass();
    }

    @SuppressWarnings("unchecked") // every nested class of these names is a struct
    private static Class<? extends TBase<?, ?>> struct(Method method, String suffix) {
        var name = method.getName() + suffix;
        return (Class<? extends TBase<?, ?>>) Arrays.stream(service(method).getClasses())
                .filter(nested -> nested.getSimpleName().equals(name))
                .findFirst()
                .orElseThrow(() -> new LinkageError(method + " has no struct " + name));
    }
}
