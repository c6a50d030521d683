package io.thriftplugins.client;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limit;
import io.thriftplugins.Limits;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginException;
import io.thriftplugins.TransportKeys;
import io.thriftplugins.spi.Transports;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A plugin's side of the connection: connects to the host, listens, registers, lets the plugin start, serves its
 * functions, and ends when the host says so or is gone. For a {@code main} of one's own:
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *     RemoteLogging.install();
 *     System.exit(ThriftPluginsClient.run(new MyPlugin(), args));
 * }
 * }</pre>
 *
 * <p>Used once. {@link #start} and {@link #run} are for one thread; {@link #stop} and {@link #close} for any.
 */
public final class ThriftPluginsClient implements AutoCloseable {

    private final PluginConnection connection;

    private ThriftPluginsClient(Builder builder) {
        Plugin plugin = Objects.requireNonNull(builder.plugin, "Give the builder a plugin");
        ClientArguments arguments = Objects.requireNonNull(builder.arguments, "Give the builder the arguments");
        // The definition is the plugin's own code, and may take any time.
        HostWatch watch = builder.embedded ? null : HostWatch.start(arguments);
        try {
            this.connection = new PluginConnection(plugin, arguments, transports(builder, arguments), options(builder));
        } finally {
            if (watch != null) {
                watch.close();
            }
        }
    }

    private static Transports transports(Builder builder, ClientArguments arguments) {
        Transports found = builder.layer == null ? Transports.find() : Transports.find(builder.layer);
        TransportKeys keys =
                builder.keys != null ? builder.keys : arguments.keys().orElse(null);
        return keys == null ? found : found.withKeys(keys);
    }

    private static ClientOptions options(Builder builder) {
        return new ClientOptions(
                builder.callTimeout,
                builder.hostTimeout,
                builder.limits,
                builder.acceptContractHosts,
                builder.embedded);
    }

    /**
     * A client to be configured.
     *
     * @return a builder with the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Runs a plugin from its start to its end, as {@code main} does. What goes wrong is told in one line on the
     * standard error stream, where the host reads it.
     *
     * @param plugin the plugin
     * @param arguments what {@code main} got
     * @return the process's exit code: 0 after a normal end, 1 otherwise (contract 7.2)
     */
    public static int run(Plugin plugin, String... arguments) {
        try (ThriftPluginsClient client = builder()
                .plugin(plugin)
                .arguments(ClientArguments.parse(arguments))
                .build()) {
            return client.run();
        } catch (PluginException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    /**
     * Connects, registers, and lets the plugin do its start-up work. When this returns, the host can call. Blocks.
     *
     * @throws PluginException if any of it fails; everything is closed then. With {@link ErrorCode#HOST_GONE} if the
     *     host's process can't be found, or ends before the plugin has registered
     */
    public void start() {
        connection.start();
    }

    /**
     * Starts, waits for the end, and cleans up. Blocks. If the end is that the host is gone, the process has one second
     * more when this returns, and is halted then, whatever its {@code main} and its shutdown hooks do; not so if the
     * client is embedded.
     *
     * @return the process's exit code after a normal end, 0
     * @throws PluginException as {@link #start} does
     */
    public int run() {
        start();
        connection.awaitEnd();
        return 0;
    }

    /** Makes {@link #run} return, without waiting for it. Harmless when repeated. */
    public void stop() {
        connection.stop();
    }

    /** Ends the plugin: calls {@link Plugin#stop}, sends what is logged, closes all connections. Blocks until done. */
    @Override
    public void close() {
        connection.close();
    }

    /** What a client can be told before it is made. Not safe for use by many threads. */
    public static final class Builder {

        private @Nullable Plugin plugin;
        private @Nullable ClientArguments arguments;
        private @Nullable ModuleLayer layer;
        private @Nullable TransportKeys keys;
        private Duration callTimeout = Duration.ofSeconds(30);
        private Duration hostTimeout = Duration.ofSeconds(5);
        private Limits limits = Limits.DEFAULT.with(System::getProperty);
        private boolean acceptContractHosts = true;
        private boolean embedded;

        private Builder() {}

        /**
         * Sets the plugin. Required.
         *
         * @param value the plugin
         * @return this
         */
        public Builder plugin(Plugin value) {
            plugin = value;
            return this;
        }

        /**
         * Sets what the host told this process. Required.
         *
         * @param value the arguments
         * @return this
         */
        public Builder arguments(ClientArguments value) {
            arguments = value;
            return this;
        }

        /**
         * Sets where transports are looked for; by default on the module path and class path.
         *
         * @param value a layer, with its parents
         * @return this
         */
        public Builder transportsFrom(ModuleLayer value) {
            layer = value;
            return this;
        }

        /**
         * Sets what the plugin proves itself with on {@code tls} endpoints, and which hosts it trusts; by default what
         * the arguments name, and otherwise a key that it makes up, with the host that the endpoint's pin tells.
         *
         * @param value the keys
         * @return this
         */
        public Builder keys(TransportKeys value) {
            keys = value;
            return this;
        }

        /**
         * Sets how long a call to the host may take if it names no limit of its own.
         *
         * @param value the time, 30 s by default; zero for no limit
         * @return this
         */
        public Builder callTimeout(Duration value) {
            callTimeout = notNegative(value);
            return this;
        }

        /**
         * Sets how long to try to reach the host at first.
         *
         * @param value the time, by default the contract's 5 s (section 9)
         * @return this
         */
        public Builder hostTimeout(Duration value) {
            hostTimeout = notNegative(value);
            return this;
        }

        /**
         * Sets how many connections to the host there may be; calls beyond wait, but for those made while serving one.
         *
         * @param value 1 or more, 4 by default
         * @return this
         */
        public Builder maxConnections(int value) {
            return limit(Limit.MAX_CONNECTIONS_TO_PEER, value);
        }

        /**
         * Sets one of the limits of what the host, and whoever else reaches the plugin's endpoint, may make this
         * process spend. What is not set here is what a system property says, such as
         * {@code thriftplugins.maxFrameBytes}, or else the default.
         *
         * @param limit which
         * @param value its value
         * @return this
         * @throws IllegalArgumentException if the value is out of the limit's range, which is told
         */
        public Builder limit(Limit limit, long value) {
            limits = limits.with(limit, value);
            return this;
        }

        /**
         * Sets whether hosts that know only the contract, and therefore present no callback token, may call.
         *
         * @param value true by default; false refuses to register with them
         * @return this
         */
        public Builder acceptContractHosts(boolean value) {
            acceptContractHosts = value;
            return this;
        }

        /**
         * Says that the plugin runs inside the host's JVM: its log is the host's already, and it doesn't end with the
         * JVM's shutdown but when the host says so.
         *
         * @param value false by default
         * @return this
         */
        public Builder embedded(boolean value) {
            embedded = value;
            return this;
        }

        /**
         * Makes the client: asks the plugin for its definition, and opens nothing yet. If the host goes meanwhile,
         * this process ends, see {@link HostWatch}.
         *
         * @return the client
         * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} and others if the plugin's definition is not
         *     valid
         */
        public ThriftPluginsClient build() {
            return new ThriftPluginsClient(this);
        }

        private static Duration notNegative(Duration value) {
            if (value.isNegative()) {
                throw new IllegalArgumentException("A timeout can't be negative: " + value);
            }
            return value;
        }
    }
}
