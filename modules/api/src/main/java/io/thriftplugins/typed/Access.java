package io.thriftplugins.typed;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Member;
import java.lang.reflect.Method;

/**
 * Handles for members of the user's classes, and what is missing in a {@code module-info} where there can be none. On
 * the class path nothing ever is.
 */
final class Access {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private Access() {}

    /**
     * A handle that calls a method.
     *
     * @throws MappingException that says what its module must open
     */
    static MethodHandle of(Method method) {
        open(method);
        try {
            return LOOKUP.unreflect(method);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A handle that calls a constructor.
     *
     * @throws MappingException that says what its module must open
     */
    static MethodHandle of(Constructor<?> constructor) {
        open(constructor);
        try {
            return LOOKUP.unreflectConstructor(constructor);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Makes sure that a member can be used.
     *
     * @throws MappingException that says what its module must open
     */
    static <M extends AccessibleObject & Member> void open(M member) {
        if (member.trySetAccessible()) {
            return;
        }
        Class<?> owner = member.getDeclaringClass();
        String us = LOOKUP.lookupClass().getModule().isNamed()
                ? " to " + LOOKUP.lookupClass().getModule().getName()
                : "";
        throw new MappingException(owner.getName() + " is out of reach: its module "
                + owner.getModule().getName() + " must declare 'opens " + owner.getPackageName() + us
                + "', or 'exports' it where the type and what is used of it are public");
    }
}
