package io.thriftplugins.runner;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.nio.file.Path;

/** Makes the errors that tell why a plugin's code can't be loaded or made, and what to do. */
final class LoadFailure {

    private LoadFailure() {}

    static PluginException of(String message) {
        return new PluginException(ErrorCode.LAUNCH_FAILED, message);
    }

    static PluginException of(String message, Throwable cause) {
        return new PluginException(ErrorCode.LAUNCH_FAILED, message, cause);
    }

    /** From whatever a plugin's code threw while it was loaded, made or run. */
    static PluginException explain(Path plugin, Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof PluginException known) {
                return known;
            }
            if (e instanceof UnsupportedClassVersionError) {
                return of(
                        "The plugin " + plugin + " was compiled for a newer Java than "
                                + Runtime.version().feature() + ", which runs it: " + e.getMessage(),
                        failure);
            }
            if (isMissingClass(e)) {
                return of(
                        "The plugin " + plugin + " needs the class "
                                + String.valueOf(e.getMessage()).replace('/', '.')
                                + ", which was not found; put the JAR that has it into lib/ beside the plugin",
                        failure);
            }
        }
        return of("The plugin " + plugin + " can't be made: " + rootOf(failure), failure);
    }

    /** In contrast to a class that was found, but whose static initializer failed before. */
    private static boolean isMissingClass(Throwable e) {
        return e instanceof ClassNotFoundException
                || (e instanceof NoClassDefFoundError
                        && !String.valueOf(e.getMessage()).startsWith("Could not initialize"));
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
