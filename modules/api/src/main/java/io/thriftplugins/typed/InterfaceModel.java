package io.thriftplugins.typed;

import io.thriftplugins.FunctionCaller;
import io.thriftplugins.FunctionDefinition;
import io.thriftplugins.FunctionInfo;
import io.thriftplugins.ServedObject;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A Java interface, and the functions that its methods are. Immutable; safe for use by many threads. */
public final class InterfaceModel {

    /** By what a method is known within its interface: it may be declared in several of those that it extends. */
    private record Key(String name, List<Class<?>> parameters) {

        Key(Method method) {
            this(method.getName(), Arrays.asList(method.getParameterTypes()));
        }
    }

    private final Class<?> type;
    private final InterfaceName name;
    private final List<MethodModel> methods;
    private final Map<Key, MethodModel> byMethod;

    InterfaceModel(Class<?> type, InterfaceName name, List<MethodModel> methods) {
        this.type = type;
        this.name = name;
        this.methods = List.copyOf(methods);
        this.byMethod =
                methods.stream().collect(Collectors.toMap(method -> new Key(method.method()), Function.identity()));
    }

    /**
     * Reads an interface.
     *
     * @param type the interface
     * @return its model
     * @throws io.thriftplugins.PluginException if there is something in it that can't be sent; all of it is named
     */
    public static InterfaceModel of(Class<?> type) {
        Mistakes mistakes = new Mistakes();
        InterfaceModel model = new TypeMapper(mistakes).model(JavaType.of(type), type.getSimpleName());
        mistakes.check(type);
        return model;
    }

    /**
     * The interface.
     *
     * @return the class that was read
     */
    public Class<?> type() {
        return type;
    }

    /** Its name on the wire. */
    InterfaceName name() {
        return name;
    }

    /**
     * The name on the wire.
     *
     * @return the name without the version
     */
    public String baseName() {
        return name.base();
    }

    /**
     * The version.
     *
     * @return from 1
     */
    public int version() {
        return name.version();
    }

    /** The methods that are functions, sorted by name. */
    List<MethodModel> methods() {
        return methods;
    }

    /** The function that a method of the interface, or of one that it extends, is; null if it is none. */
    @Nullable
    MethodModel find(Method method) {
        return byMethod.get(new Key(method));
    }

    /** Whether who gets one can close it, and so keep it until then. */
    boolean isCloseable() {
        return AutoCloseable.class.isAssignableFrom(type);
    }

    /**
     * The functions, as callers of one that is no object see them.
     *
     * @return sorted by name
     */
    public List<FunctionInfo> functions() {
        return methods.stream().map(method -> method.info(name.prefix())).toList();
    }

    /**
     * An implementation as functions.
     *
     * @param implementation an instance of the interface
     * @return one for each method
     * @throws io.thriftplugins.PluginException if it is no such instance
     */
    public List<FunctionDefinition> export(Object implementation) {
        return Exported.functions(this, implementation, name.prefix());
    }

    /**
     * An implementation as an object, whose functions have no prefix.
     *
     * @param implementation an instance of the interface
     * @return the object
     * @throws io.thriftplugins.PluginException if it is no such instance
     */
    public ServedObject object(Object implementation) {
        return Exported.object(this, implementation);
    }

    /**
     * An instance whose methods call functions of the other side.
     *
     * @param peer the other side
     * @param timeout of each call; null means the default
     * @return an instance of the interface
     * @throws io.thriftplugins.PluginException if the other side's functions don't fit; all that is wrong is named
     */
    public Object proxy(FunctionCaller peer, @Nullable Duration timeout) {
        return RemoteCalls.proxy(this, peer, timeout);
    }
}
