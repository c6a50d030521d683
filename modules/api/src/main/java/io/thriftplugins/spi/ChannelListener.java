package io.thriftplugins.spi;

import io.thriftplugins.Endpoint;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listener over a {@link ServerSocketChannel}, for those who write a transport on sockets. It owns the channel, and
 * accepts {@link ChannelConnection}s, on TCP without delay.
 */
public final class ChannelListener implements TransportListener {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelListener.class);

    private final Endpoint endpoint;
    private final ServerSocketChannel channel;

    /**
     * Takes over a channel.
     *
     * @param endpoint where the channel can be dialled
     * @param channel a bound channel in blocking mode, which nobody else uses
     */
    public ChannelListener(Endpoint endpoint, ServerSocketChannel channel) {
        this.endpoint = endpoint;
        this.channel = channel;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public TransportConnection accept() throws IOException {
        SocketChannel accepted = channel.accept();
        try {
            if (accepted.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
                accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            return new ChannelConnection(accepted, endpoint.scheme() + ":/" + accepted.getRemoteAddress());
        } catch (IOException | RuntimeException e) {
            accepted.close();
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The descriptor is freed all the same, and nobody could do more about it.
            LOG.debug("Closing the listener of {} failed", endpoint, e);
        }
    }

    @Override
    public String toString() {
        return "listener of " + endpoint;
    }
}
