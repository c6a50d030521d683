package io.thriftplugins.server;

import io.thriftplugins.PluginEvent;
import io.thriftplugins.PluginListener;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners what happens, in order, on a thread that exists only while there is something to tell. */
final class EventQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

    private final List<PluginListener> listeners;
    private final ThreadPoolExecutor thread;

    EventQueue(List<PluginListener> listeners) {
        this.listeners = List.copyOf(listeners);
        this.thread = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread worker = new Thread(task, "thrift-plugins-events");
            worker.setDaemon(true);
            return worker;
        });
        thread.allowCoreThreadTimeOut(true);
    }

    void fire(PluginEvent event) {
        LOG.debug("Plugin '{}' is {}", event.pluginName(), event.state());
        if (listeners.isEmpty()) {
            return;
        }
        try {
            thread.execute(() -> listeners.forEach(listener -> tell(listener, event)));
        } catch (RejectedExecutionException e) {
            LOG.debug("The server is stopped; nobody is told of {}", event);
        }
    }

    private static void tell(PluginListener listener, PluginEvent event) {
        try {
            listener.onEvent(event);
        } catch (RuntimeException | Error e) {
            // An error, too: the other listeners have nothing to do with it.
            LOG.warn("A listener failed at {}", event, e);
        }
    }

    /** Tells what was fired before, and no more. Doesn't wait. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
