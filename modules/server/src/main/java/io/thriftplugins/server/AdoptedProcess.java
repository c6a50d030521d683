package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginAttachment;
import io.thriftplugins.PluginEnd;
import io.thriftplugins.PluginException;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import io.thriftplugins.rpc.process.ProcessTree;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process of a plugin that another host has launched. Neither its exit code nor its output can be known. */
final class AdoptedProcess implements Launched {

    private static final Logger LOG = LoggerFactory.getLogger(AdoptedProcess.class);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final String pluginName;
    private final ProcessHandle process;
    private final ProcessTree tree;
    private final CompletableFuture<PluginEnd> ended = new CompletableFuture<>();
    private final StopStep step = new StopStep();
    private final long since = System.nanoTime();
    private volatile boolean released;

    /** How what it has started is ended; that of the last call of stop. */
    private volatile StopPolicy policy = StopPolicy.DEFAULT;

    private AdoptedProcess(String pluginName, ProcessHandle process, ProcessTree tree) {
        this.pluginName = pluginName;
        this.process = process;
        this.tree = tree;
    }

    /**
     * Finds the process of an attachment, and watches it from now on.
     *
     * @throws PluginException with {@code PLUGIN_ENDED} if it is gone, or the number belongs to another one
     */
    static AdoptedProcess find(PluginAttachment attachment) {
        ProcessHandle process = ProcessHandle.of(attachment.pid())
                .filter(handle -> attachment.started().equals(ProcessIdentity.of(handle)))
                .filter(ProcessTree::isAlive)
                .orElseThrow(() -> new PluginException(
                        ErrorCode.PLUGIN_ENDED,
                        "The plugin '" + attachment.pluginName() + "' can't be taken over: its process "
                                + attachment.pid() + " has ended, and if there is one of this number, it is another"));
        AdoptedProcess adopted =
                new AdoptedProcess(attachment.pluginName(), process, new ProcessTree(process, attachment.launch()));
        Thread thread = new Thread(adopted::watch, "thrift-plugins-watch-" + attachment.pluginName());
        thread.setDaemon(true);
        thread.start();
        return adopted;
    }

    /** {@link ProcessHandle#onExit} looks less and less often at processes that aren't children. */
    private void watch() {
        while (isRunning()) {
            if (released) {
                return;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        noteEnd();
        if (!released) {
            endTree();
        }
    }

    private void noteEnd() {
        ended.complete(new PluginEnd(
                pluginName,
                null,
                null,
                Duration.ofNanos(System.nanoTime() - since),
                0,
                List.of(),
                List.of(),
                List.of(),
                null));
    }

    /** Whether nothing is left of what it has started. */
    private boolean endTree() {
        StopPolicy current = policy;
        Collection<ProcessHandle> left = tree.end(current.terminate(), current.kill());
        if (!left.isEmpty()) {
            LOG.warn(
                    "Plugin '{}' has left processes that can't be ended: {}",
                    pluginName,
                    left.stream().map(ProcessHandle::pid).toList());
        }
        return left.isEmpty();
    }

    /** It was not taken over: its end is of no interest any more. */
    void release() {
        released = true;
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.of(process.pid());
    }

    @Override
    public boolean isRunning() {
        return ProcessTree.isAlive(process);
    }

    @Override
    public CompletableFuture<PluginEnd> ended() {
        return ended;
    }

    @Override
    public StopResult stop(StopPolicy stopPolicy, BooleanSupplier ask) {
        policy = stopPolicy;
        // Its stdin is not this host's.
        StopPolicy steps = new StopPolicy(stopPolicy.ask(), stopPolicy.terminate(), stopPolicy.kill());
        ProcessStop stop = new ProcessStop(pluginName, () -> process, tree, step, ended);
        boolean hadEnded = !isRunning();
        if (hadEnded) {
            // The watch may notice it later, and not at all if it has ended.
            noteEnd();
        }
        boolean hasEnded = hadEnded || stop.run(steps, ask);
        boolean treeEnded = endTree();
        stop.restoreInterrupt();
        if (!hasEnded || !treeEnded) {
            return StopResult.STILL_RUNNING;
        }
        return hadEnded ? StopResult.ALREADY_ENDED : step.strongest();
    }
}
