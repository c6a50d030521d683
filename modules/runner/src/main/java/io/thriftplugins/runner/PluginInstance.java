package io.thriftplugins.runner;

import io.thriftplugins.Plugin;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;

/**
 * Makes the plugin object by the rules of {@link java.util.ServiceLoader}, those for modules included. ServiceLoader
 * itself finds providers of other modules and JARs too, and doesn't tell which module a provider method is in.
 */
final class PluginInstance {

    private PluginInstance() {}

    /** From a class that this module may access. */
    static Plugin make(Path file, Class<?> type) {
        try {
            return make(type);
        } catch (ClassCastException e) {
            throw LoadFailure.of(
                    "The class " + type.getName() + " in " + file + " doesn't implement " + Plugin.class.getName(), e);
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
            throw LoadFailure.of(
                    "The plugin " + type.getName() + " in " + file
                            + " can't be made: the class and a constructor without parameters must be public, and the "
                            + "class not abstract",
                    e);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw LoadFailure.explain(file, e);
        }
    }

    private static Plugin make(Class<?> type) throws ReflectiveOperationException {
        for (Method method : type.getMethods()) {
            if (method.getName().equals("provider")
                    && method.getParameterCount() == 0
                    && Modifier.isStatic(method.getModifiers())) {
                return Plugin.class.cast(method.invoke(null));
            }
        }
        return type.asSubclass(Plugin.class).getConstructor().newInstance();
    }
}
