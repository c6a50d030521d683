package io.thriftplugins.client;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.client.slf4j.RemoteLog;
import io.thriftplugins.rpc.RemoteHost;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What ties the plugin to one of its hosts: the connections, the log, and the watch of its process. Each host has ties
 * of its own, so who is late in cutting those of one host never cuts those of the next. Safe for use by many threads.
 */
final class HostTies implements AutoCloseable {

    /** How long a host may take to say whether it knows the plugin. */
    private static final Duration ASK = Duration.ofSeconds(1);

    private final RemoteHost host;
    private final OptionalLong pid;
    private volatile @Nullable ParentWatch watch;
    private volatile RemoteLog.@Nullable Attachment log;

    /** Ties with a host whose process is known by its id, or not at all. */
    HostTies(RemoteHost host, OptionalLong pid) {
        this.host = host;
        this.pid = pid;
    }

    void watch(ParentWatch started) {
        watch = started;
    }

    void log(RemoteLog.Attachment attached) {
        log = attached;
    }

    /** Whether the host's process is gone, perhaps before anybody was told. */
    boolean isGone() {
        ParentWatch watching = watch;
        return watching != null && watching.isGone();
    }

    /**
     * Whether the host has let go of the plugin, although its process lives: it doesn't know it any more. Asks it, and
     * blocks for a moment.
     *
     * @param asking the process that wants to have the plugin
     */
    boolean isLetGo(long asking) {
        ErrorCode answer = ask();
        if (answer == ErrorCode.CONNECTION_LOST) {
            // A host that lets go closes the connections that there were; over a new one it says so.
            answer = ask();
        }
        return answer == ErrorCode.INVALID_AUTHORIZATION_TOKEN
                // Nobody listens there any more. A host that is paused looks the same, but can't ask.
                || (answer == ErrorCode.ENDPOINT_UNAVAILABLE && pid.isPresent() && pid.getAsLong() == asking);
    }

    private @Nullable ErrorCode ask() {
        try {
            host.ready(ASK);
            return null;
        } catch (PluginException e) {
            return e.code();
        }
    }

    /** The host is gone: calls fail at once, and it isn't watched any more. Doesn't block. */
    void cut(PluginException reason) {
        ParentWatch watching = watch;
        if (watching != null) {
            watching.close();
        }
        host.cut(reason);
    }

    /**
     * What is left to do after {@link #cut}, and may take any time: messages that were not sent are printed, and
     * objects that the host held are closed, which is the author's code.
     */
    void release() {
        closeLog(Duration.ZERO);
        host.release();
    }

    /** Sends what was logged, and no more. */
    void closeLog(Duration flush) {
        RemoteLog.Attachment attached = log;
        if (attached != null) {
            attached.close(flush);
        }
    }

    /** Ends them, with all that the host held. Blocks. */
    @Override
    public void close() {
        ParentWatch watching = watch;
        if (watching != null) {
            watching.close();
        }
        closeLog(Duration.ZERO);
        host.close();
    }
}
