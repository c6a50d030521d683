package io.thriftplugins.server;

import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Stops a plugin with all processes that it has at the moment: usually one, more while it is replaced. */
final class SupervisedStop {

    /** More than another thread needs to complete a future that it is about to complete. */
    private static final Duration SAID = Duration.ofSeconds(1);

    private final Supervision supervision;
    private final StopPolicy policy;
    private final StopPolicy ofServer;

    /**
     * Stops nothing yet.
     *
     * @param policy for processes that are registered
     * @param ofServer for others
     */
    SupervisedStop(Supervision supervision, StopPolicy policy, StopPolicy ofServer) {
        this.supervision = supervision;
        this.policy = policy;
        this.ofServer = ofServer;
    }

    /** Blocks until nothing is left of it, or can't be ended. */
    StopResult run() {
        return supervision.processes().isServedHere() ? runElsewhere() : runHere();
    }

    /** When a process that this thread serves closes its connections, this thread is interrupted. */
    private StopResult runElsewhere() {
        CompletableFuture<StopResult> stopped = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> stopped.completeAsync(this::runHere, Runnable::run),
                "thrift-plugins-stop-" + supervision.told().name());
        thread.setDaemon(true);
        thread.start();
        return stopped.join();
    }

    /** How long processes may take to end that were being launched, see {@link PluginLoad}; a moment more. */
    private Duration abandoned() {
        return ofServer.terminate().plus(ofServer.kill()).plusSeconds(1);
    }

    private StopResult runHere() {
        Processes processes = supervision.beginStop();
        processes
                .loading()
                .forEach(generation ->
                        generation.load().abandon(supervision.told().stopped()));
        CompletableFuture<?> drained = CompletableFuture.allOf(processes.draining().stream()
                .map(generation -> supervision.async(() -> generation.plugin().stop(policy)))
                .toArray(CompletableFuture[]::new));
        StopResult result = stopCurrent(processes.current());
        for (Generation generation : processes.loading()) {
            generation
                    .settled()
                    .copy()
                    .completeOnTimeout(null, TimeUnit.NANOSECONDS.convert(abandoned()), TimeUnit.NANOSECONDS)
                    .join();
            result = worse(result, generation.load().stopResult());
        }
        // One that was being launched may have become ready at the last moment.
        result = worse(result, stopCurrent(supervision.processes().current()));
        drained.exceptionally(e -> null).join();
        return result;
    }

    private StopResult stopCurrent(@Nullable Generation current) {
        if (current == null) {
            return StopResult.ALREADY_ENDED;
        }
        StopResult result = current.plugin().stop(policy);
        // Whoever sees it end may not have come round to say so, or be about to.
        supervision.ended(current, current.plugin().ended().join());
        boolean ignored = Waiting.forEnd(supervision.ended(), SAID);
        return result;
    }

    private static StopResult worse(StopResult one, StopResult other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
