package io.thriftplugins.typed;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.RemoteFailure;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The exceptions that a method declares, and that are therefore thrown on the caller's side as themselves. The other
 * side only ever chooses among these: no class is looked for by a name that it sends.
 */
final class DeclaredExceptions {

    /** They say nothing that would be worth rethrowing; interrupts are each side's own. */
    private static final Set<Class<?>> GENERAL = Set.of(
            Throwable.class,
            Exception.class,
            RuntimeException.class,
            Error.class,
            InterruptedException.class,
            PluginException.class);

    /**
     * An exception that can be made.
     *
     * @param maker takes a message and, if it takes two arguments, a cause, as {@link Handles#spread} has it
     */
    private record Declared(Class<?> type, MethodHandle maker, boolean takesCause) {

        boolean isMeantBy(RemoteFailure failure) {
            return failure.className() != null
                    ? failure.className().equals(type.getName())
                    : type.getSimpleName().equals(failure.type());
        }

        Throwable make(@Nullable String message, Throwable cause) throws Exception {
            if (takesCause) {
                return made(message, cause);
            }
            Throwable made = made(message);
            try {
                return made.initCause(cause);
            } catch (IllegalStateException e) {
                made.addSuppressed(cause);
                return made;
            }
        }

        private Throwable made(@Nullable Object... arguments) throws Exception {
            return (Throwable) Objects.requireNonNull(Handles.invoke(maker, arguments));
        }
    }

    /** Subclasses before their superclasses. */
    private final List<Declared> declared;

    private final boolean interrupted;

    private DeclaredExceptions(List<Declared> declared, boolean interrupted) {
        this.declared = declared;
        this.interrupted = interrupted;
    }

    static DeclaredExceptions of(Method method, String place, Mistakes mistakes) {
        List<Declared> declared = new ArrayList<>();
        Class<?>[] types = method.getExceptionTypes();
        for (Class<?> type : types) {
            if (GENERAL.contains(type)) {
                continue;
            }
            try {
                int at = 0;
                while (at < declared.size() && !declared.get(at).type().isAssignableFrom(type)) {
                    at++;
                }
                declared.add(at, declared(type));
            } catch (MappingException e) {
                mistakes.add(place + ", exception " + type.getSimpleName(), Objects.requireNonNull(e.getMessage()));
            }
        }
        return new DeclaredExceptions(
                List.copyOf(declared), Arrays.asList(types).contains(InterruptedException.class));
    }

    private static Declared declared(Class<?> type) {
        if (!Modifier.isAbstract(type.getModifiers())) {
            for (Class<?>[] arguments : new Class<?>[][] {{String.class, Throwable.class}, {String.class}}) {
                try {
                    Constructor<?> constructor = type.getDeclaredConstructor(arguments);
                    return new Declared(type, Handles.spread(Access.of(constructor)), arguments.length > 1);
                } catch (NoSuchMethodException e) {
                    // Perhaps it has the other one.
                }
            }
        }
        throw new MappingException("it can't be made; give it a constructor (String, Throwable) or (String), or declare"
                + " one that has it");
    }

    /**
     * What is to be sent of an exception that the implementation threw: itself, but one that is only a subclass of a
     * declared one as the cause of that one, since the caller may not know it.
     */
    Throwable sent(Throwable thrown) {
        for (Declared each : declared) {
            if (each.type() == thrown.getClass()) {
                return thrown;
            } else if (each.type().isInstance(thrown)) {
                try {
                    return each.make(thrown.getMessage(), thrown);
                } catch (Exception e) {
                    return thrown;
                }
            }
        }
        return thrown;
    }

    /** What the caller's side throws for a call that failed. */
    Throwable rethrown(PluginException failed) {
        RemoteFailure failure = failed.remoteFailure();
        if (failure == null) {
            return failed.code() == ErrorCode.CANCELLED && interrupted && Thread.interrupted()
                    ? new InterruptedException(failed.getMessage()).initCause(failed)
                    : failed;
        }
        for (Declared each : declared) {
            if (each.isMeantBy(failure)) {
                try {
                    boolean told = !failure.message().equals(failure.className());
                    return RemoteStack.on(
                            each.make(told ? failure.message() : null, RemoteStack.withCauses(failed, failure)),
                            failure);
                } catch (Exception e) {
                    failed.addSuppressed(e);
                    return failed;
                }
            }
        }
        return failed;
    }
}
