package io.thriftplugins.typed;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Method handles that take their arguments as an array. */
public final class Handles {

    private Handles() {}

    /**
     * Makes a handle take an array. Of one type for all, so that a call needs no conversion of the handle itself.
     *
     * @param handle any handle
     * @return takes {@code Object[]} and returns {@code Object}
     */
    public static MethodHandle spread(MethodHandle handle) {
        int count = handle.type().parameterCount();
        return handle.asFixedArity().asType(MethodType.genericMethodType(count)).asSpreader(Object[].class, count);
    }

    /**
     * Calls a handle that {@link #spread} made.
     *
     * @param spread the handle
     * @param arguments what it takes
     * @return what it returns
     * @throws Exception what it throws
     */
    public static @Nullable Object invoke(MethodHandle spread, @Nullable Object[] arguments) throws Exception {
        try {
            return (Object) spread.invokeExact(arguments);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
