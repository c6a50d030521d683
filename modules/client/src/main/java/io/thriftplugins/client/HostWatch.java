package io.thriftplugins.client;

/**
 * Ends this process if its host goes before there is a client to notice it. For a {@code main} of one's own that does
 * something before it builds its {@link ThriftPluginsClient}; the runner does it while it loads a plugin's JARs. From
 * {@link ThriftPluginsClient.Builder#build} on the client watches by itself:
 *
 * <pre>{@code
 * ClientArguments arguments = ClientArguments.parse(args);
 * Plugin plugin;
 * try (HostWatch watch = HostWatch.start(arguments)) {
 *     plugin = new MyPlugin(Files.readString(model));
 * }
 * }</pre>
 *
 * <p>There is nothing to be cleaned up yet: first all processes that this one has started are ended, then the JVM is
 * halted, without shutdown hooks.
 */
public final class HostWatch implements AutoCloseable {

    private final ParentWatch watch;
    private final ShutdownHook hook;

    private HostWatch(ParentWatch watch, ShutdownHook hook) {
        this.watch = watch;
        this.hook = hook;
    }

    /**
     * Starts to watch what the host has told this process to watch: its process, the standard input, or nothing.
     *
     * @param arguments what the host told
     * @return the watch, to be closed when the client is there
     */
    @SuppressWarnings("systemOut") // the host reads it there, or who started the plugin by hand
    public static HostWatch start(ClientArguments arguments) {
        Descendants descendants = new Descendants(arguments.parentPid());
        // Whoever ends this process together with its host, as Ctrl-C does, may miss what it has started.
        ShutdownHook hook = ShutdownHook.install(descendants::end);
        ParentWatch watch = ParentWatch.start(arguments, how -> {
            if (how == HostGone.NOT_FOUND) {
                System.err.println(how.describe(arguments.parentPid()));
            }
            LastResort.halt(descendants);
        });
        return new HostWatch(watch, hook);
    }

    /** Ends the watch. */
    @Override
    public void close() {
        watch.close();
        hook.close();
    }
}
