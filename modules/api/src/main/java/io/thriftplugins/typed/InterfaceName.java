package io.thriftplugins.typed;

import io.thriftplugins.RemoteInterface;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an interface is called on the wire. Versions after the first have other names, so that one side can offer
 * several, and nobody calls the wrong one.
 *
 * @param base the name without the version, such as {@code calculator}
 * @param version from 1
 */
record InterfaceName(String base, int version) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    /** What the functions of another version begin with would be that of a method of the first one. */
    static final Pattern VERSIONED = Pattern.compile("v[0-9]+(_.*)?");

    /** The name that an interface has by its annotation, or by itself. */
    static InterfaceName of(Class<?> type) {
        RemoteInterface annotation = type.getAnnotation(RemoteInterface.class);
        if (annotation == null) {
            return new InterfaceName(Names.of(type.getSimpleName()), 1);
        }
        String name = annotation.name().isEmpty() ? Names.of(type.getSimpleName()) : annotation.name();
        return new InterfaceName(name, annotation.version());
    }

    /** What is wrong with it; null if nothing is. */
    @Nullable
    String problem() {
        if (version < 1) {
            return "the version in @RemoteInterface counts from 1, and is " + version;
        }
        return NAME.matcher(base).matches()
                ? null
                : "the name '" + base + "' has other characters than a-z, 0-9 and _; give one with @RemoteInterface";
    }

    /** The name with the version. */
    String text() {
        return version == 1 ? base : base + "_v" + version;
    }

    /** What the names of the functions begin with. */
    String prefix() {
        return text() + "_";
    }
}
