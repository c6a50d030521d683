package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.HealthCheck;
import io.thriftplugins.PluginException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A plugin on disk, and how it is to be launched. Immutable: the {@code with} methods return copies.
 *
 * <p>A plugin is an executable file, a JAR with a {@link io.thriftplugins.Plugin} service, or a directory: with JARs,
 * or with a file {@code plugin.properties} that has these keys, all optional, in UTF-8:
 *
 * <ul>
 *   <li>{@code name}, {@code version}: instead of those that the directory's name tells;
 *   <li>{@code command}: the program and its arguments, separated by blanks; single and double quotes keep blanks, a
 *       backslash keeps the next character (as it is inside single quotes). The program is a file in the directory, an
 *       absolute path, or, without any slash, a program on the {@code PATH}. It starts in the directory unless
 *       {@link #withWorkingDirectory} says otherwise. Without a command the directory's JARs are the plugin;
 *   <li>{@code launch}: how the process gets its registration token. {@code arguments}: on the command line, where
 *       every plugin of the contract expects it, and where other users of the machine can see it; {@code environment}:
 *       in the variable {@code THRIFT_PLUGINS_TOKEN}. The default is {@code environment} for JARs, which know both, and
 *       {@code arguments} for others;
 *   <li>{@code env.NAME}: a variable of the process's environment;
 *   <li>{@code java.options}: options for the JVM that runs the JARs, separated like {@code command}.
 * </ul>
 *
 * <p>A plugin's name is, unless told otherwise, its file's name without version, platform and extension: {@code
 * statistics-plugin} for {@code statistics-plugin-1.4.2-linux-x64} or {@code statistics-plugin.1.4.2.jar} (contract
 * 7.3).
 *
 * <p>What the process is started through, which checksums its files have and what it may use of the host is the host's
 * choice alone: no key of {@code plugin.properties} changes it. {@code docs/confinement.md} is about these.
 *
 * <p>The factories look at the file and throw a {@link PluginException} with {@link ErrorCode#LAUNCH_FAILED} if it
 * can't be launched, which says why and what to do.
 */
public final class PluginSource {

    /** What the JVM says if it gets less. */
    private static final long SMALLEST_HEAP = 2 << 20;

    private final PluginOrigin origin;
    private final LaunchOptions options;

    PluginSource(PluginOrigin origin) {
        this(origin, LaunchOptions.named(origin.name()));
    }

    private PluginSource(PluginOrigin origin, LaunchOptions options) {
        this.origin = origin;
        this.options = options;
    }

    /**
     * A plugin of whatever kind is found: a directory, a file that ends in {@code .jar}, or an executable.
     *
     * @param path a file or directory
     * @return the plugin
     */
    public static PluginSource of(Path path) {
        PluginOrigin.requireExists(path);
        if (Files.isDirectory(path)) {
            return directory(path);
        }
        return PluginJar.isNamedJar(path) ? jar(path) : executable(path);
    }

    /**
     * A program that speaks the contract by itself.
     *
     * @param path an executable file
     * @return the plugin
     */
    public static PluginSource executable(Path path) {
        return new PluginSource(PluginOrigin.program(path));
    }

    /**
     * A JAR that gets a process of its own, a JVM with the runner; the JARs in {@code lib/} beside it are on its path.
     *
     * @param path a JAR, or a directory with JARs
     * @return the plugin
     */
    public static PluginSource jar(Path path) {
        return new PluginSource(PluginOrigin.jar(PluginOrigin.Kind.JAR, path));
    }

    /**
     * A JAR that runs inside the host's JVM: it starts faster, and can take the host down with it. Arguments,
     * environment, working directory and JVM options have no effect on it.
     *
     * @param path a JAR, or a directory with JARs
     * @return the plugin
     */
    public static PluginSource jarInHost(Path path) {
        return new PluginSource(PluginOrigin.jar(PluginOrigin.Kind.JAR_IN_HOST, path));
    }

    /**
     * A directory with {@code plugin.properties} or with JARs.
     *
     * @param path the directory
     * @return the plugin
     */
    public static PluginSource directory(Path path) {
        return new PluginSource(PluginOrigin.directory(path));
    }

    /**
     * All plugins that lie directly in a directory (contract 7.3): executable files whose name contains {@code plugin}
     * in any case; JARs that offer a {@link io.thriftplugins.Plugin}; directories with {@code plugin.properties} or
     * with such JARs. Files that the contract skips, hidden ones, those of other platforms and a directory {@code lib}
     * are left out. Of several files with the same name the one with the newest version counts, and one without a
     * version before all.
     *
     * <p>A plugin directory that is broken is listed too: loading it fails with the reason, and does not keep the
     * others from being loaded.
     *
     * @param directory where to look
     * @return the plugins, sorted by name
     * @throws PluginException with {@link ErrorCode#LAUNCH_FAILED} if the directory can't be read
     */
    public static List<PluginSource> discover(Path directory) {
        return PluginDiscovery.in(directory);
    }

    /**
     * The plugin's name for the host: in its log, its events, and as the registration token's name.
     *
     * @return the name, never empty
     */
    public String name() {
        return options.name();
    }

    /**
     * The version that the file's name or {@code plugin.properties} tells.
     *
     * @return the version; empty if neither tells one. The plugin itself tells its version when it registers
     */
    public Optional<String> version() {
        return Optional.ofNullable(origin.version());
    }

    /**
     * Where the plugin is.
     *
     * @return an absolute path to a file or directory
     */
    public Path path() {
        return origin.path();
    }

    /**
     * Whether the plugin runs inside the host's JVM.
     *
     * @return false if it gets a process
     */
    public boolean runsInHost() {
        return origin.kind() == PluginOrigin.Kind.JAR_IN_HOST;
    }

    /**
     * Renames the plugin.
     *
     * @param newName the name, not blank
     * @return a copy
     */
    public PluginSource withName(String newName) {
        if (newName.isBlank()) {
            throw new IllegalArgumentException("The name of the plugin " + path() + " can't be blank");
        }
        return with(options.withName(newName));
    }

    /**
     * Sets what stands on the process's command line before the contract's arguments. Peers of the contract want {@code
     * --name=value} (contract 7.1).
     *
     * @param newArguments the arguments, each passed as it is
     * @return a copy
     */
    public PluginSource withArguments(List<String> newArguments) {
        return with(options.withArguments(newArguments));
    }

    /**
     * Sets which variables of the host's environment the process sees; by default all, as the contract says (7.2).
     *
     * @param policy the policy; the {@code env.} entries of {@code plugin.properties} are added to it
     * @return a copy
     */
    public PluginSource withEnvironment(EnvironmentPolicy policy) {
        return with(options.withEnvironment(policy));
    }

    /**
     * Sets where the process starts; by default where the host does (contract 7.2).
     *
     * @param directory an existing directory
     * @return a copy
     */
    public PluginSource withWorkingDirectory(Path directory) {
        return with(options.withWorkingDirectory(directory.toAbsolutePath()));
    }

    /**
     * Adds options for the JVM of a JAR's process, after those of {@code plugin.properties} and those added before: of
     * options that contradict each other, a JVM takes the last one.
     *
     * @param added such as {@code -Xss512k}, each passed as it is
     * @return a copy
     */
    public PluginSource withJavaOptions(List<String> added) {
        return with(options.withJavaOptions(joined(options.javaOptions(), added)));
    }

    /**
     * Sets whether the plugin is launched again when its process has ended; by default its loader decides that.
     *
     * @param policy the policy
     * @return a copy
     */
    public PluginSource withRestart(RestartPolicy policy) {
        return with(options.withRestart(policy));
    }

    /**
     * Sets how the plugin is asked whether it is there; by default its server decides that, see
     * {@link ServerBuilder#healthCheck}.
     *
     * @param check the interval and the deadline
     * @return a copy
     */
    public PluginSource withHealthCheck(HealthCheck check) {
        return with(options.withHealthCheck(check));
    }

    /**
     * Limits the heap of the JVM of a JAR's process, as {@code -Xmx} does. The process needs more than that: for
     * threads, code and buffers. Has no effect on plugins of other kinds.
     *
     * @param bytes the limit, 2 MiB or more
     * @return a copy
     */
    public PluginSource withMaxHeap(long bytes) {
        if (bytes < SMALLEST_HEAP) {
            throw new IllegalArgumentException(
                    "No JVM starts with a heap of " + bytes + " bytes; give it " + SMALLEST_HEAP + " or more");
        }
        return withJavaOptions(List.of("-Xmx" + bytes));
    }

    /**
     * Sets a command that the process is started through. Has no effect on a plugin that runs in the host.
     *
     * @param prefix the command, such as {@code LaunchPrefix.of("nice", "-n", "10")} or a {@link Bubblewrap}
     * @return a copy
     */
    public PluginSource withLaunchPrefix(LaunchPrefix prefix) {
        return with(options.withPrefix(prefix));
    }

    /**
     * Sets the checksums that the plugin's files must have. They are checked at each launch, right before it; if one
     * differs, nothing is launched and the load fails with {@link ErrorCode#CHECKSUM_MISMATCH}. Between the check and
     * the moment in which the process opens a file there are milliseconds: keep the files where only those may write
     * whom you trust.
     *
     * @param checksums what is expected
     * @return a copy
     */
    public PluginSource withChecksums(Checksums checksums) {
        return with(options.withChecksums(checksums));
    }

    /**
     * Sets what the plugin may use of its host; by default everything.
     *
     * @param grants what is granted
     * @return a copy
     */
    public PluginSource withGrants(Grants grants) {
        return with(options.withGrants(grants));
    }

    /**
     * Lets the plugin live on when its host ends without stopping it, such as by a crash. It keeps its endpoint and
     * waits for a host that takes it over with its {@link io.thriftplugins.PluginHandle#attachment attachment}, see
     * {@link ThriftPluginsLoader#takeOver(io.thriftplugins.PluginAttachment)}. Only plugins with this project's client
     * can do that; others end with their host, as do those that run in it.
     *
     * @param giveUpAfter how long it waits until it ends, more than zero
     * @return a copy
     */
    public PluginSource withOutlivingHost(Duration giveUpAfter) {
        if (giveUpAfter.toMillis() <= 0) {
            throw new IllegalArgumentException(
                    "A plugin that outlives its host needs some time to wait for another one," + " not " + giveUpAfter);
        }
        return with(options.withOutliving(giveUpAfter));
    }

    private PluginSource with(LaunchOptions changed) {
        return new PluginSource(origin, changed);
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    PluginOrigin origin() {
        return origin;
    }

    LaunchOptions options() {
        return options;
    }

    List<String> javaOptions() {
        return joined(origin.javaOptions(), options.javaOptions());
    }

    @Nullable
    Path workingDirectory() {
        return options.workingDirectory() != null ? options.workingDirectory() : origin.workingDirectory();
    }

    /** Null for the loader's default. */
    @Nullable
    RestartPolicy restart() {
        return options.restart();
    }

    /** Whether its process sees neither the host's processes nor its temporary files. */
    boolean isIsolated() {
        return options.prefix() != null && options.prefix().isolates();
    }

    /** Fails unless the files have the checksums that they should have, if any are set. */
    void checkFiles() {
        if (options.checksums() != null) {
            options.checksums().check(origin);
        }
    }

    /** Name and path. */
    @Override
    public String toString() {
        return "PluginSource[" + name() + ", " + path() + "]";
    }
}
