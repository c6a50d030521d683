package io.thriftplugins.e2e.soak;

import io.thriftplugins.PluginException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for what fails as calls do. */
final class Futures {

    private Futures() {}

    static <T extends @Nullable Object> T get(Future<T> future, long time, TimeUnit unit) throws Exception {
        try {
            return future.get(time, unit);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PluginException error ? error : e;
        }
    }
}
