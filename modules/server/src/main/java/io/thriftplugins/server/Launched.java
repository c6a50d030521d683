package io.thriftplugins.server;

import io.thriftplugins.PluginEnd;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** What the host launched for a plugin: a process, or a thread of its own JVM. */
interface Launched {

    /** The process, if there is one. */
    OptionalLong pid();

    /** Whether it runs, so far as the system can tell; {@link #ended} follows a moment later. */
    boolean isRunning();

    /** Completes when it has ended; never exceptionally. The number of calls in it is 0, others know that. */
    CompletableFuture<PluginEnd> ended();

    /**
     * Ends it in steps. Blocks.
     *
     * @param policy how long each step may take
     * @param ask tells the plugin to shut down; may block; false if the plugin says that it can't be told
     * @return the step that was enough
     */
    StopResult stop(StopPolicy policy, BooleanSupplier ask);
}
